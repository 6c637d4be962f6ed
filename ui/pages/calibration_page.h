// The calibration bench of the operator's staff: choose labelled pictures, watch the run, see curves and
// rates by group, choose target rates, sign a policy. GUI thread. Knows values; the controller reads,
// measures and writes.
#pragma once

#include "models/calibration_values.h"
#include "pages/page.h"

class QLabel;
class QProgressBar;
class QStackedWidget;

namespace countersign::ui {

class Button;
class ChoiceBox;
class DetPlot;
class Dialogs;
class FileRow;
class Notice;
class PolicyForm;
class RateTable;
class SegmentedChoice;
class TextLabel;

class CalibrationPage final : public Page {
    Q_OBJECT
  public:
    explicit CalibrationPage(Dialogs& dialogs, QWidget* parent = nullptr);

    void setReading(const QString& path);  // the set is being looked at
    void setSet(const BenchSet& set);
    void setSetProblem(const QString& words);
    void setProgress(const BenchProgress& progress);  // goes to the run's view
    void setStopped(const BenchProgress& progress);   // back to the set's view
    void setResult(const BenchResult& result);        // goes to the results, or refreshes them
    void setReportWritten(const QString& folder);
    void setPolicyWritten(const PolicyExport& written);
    void setProblem(const QString& words);  // above what is shown
    [[nodiscard]] PolicyForm& policyForm() { return *m_form; }
    [[nodiscard]] BenchTargets targets() const;
    [[nodiscard]] BandsShown shownBands() const;
    void entered() override;

  Q_SIGNALS:
    void picturesChosen(const QString& path);
    void startRequested();
    void stopRequested();
    void eraseRequested();
    void targetsChanged();
    void reportRequested(const QString& folder);
    void exportRequested(const PolicyExport& wanted);

  protected:
    void retranslate() override;
    QWidget* incomplete() override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    enum class View { Set = 1, Run, Results, Sign };
    QWidget* buildSetView();
    QWidget* buildRunView();
    QWidget* buildResultsView();
    void show(View view);
    void next();
    void back();
    void updateUse();
    void showSet();
    void showProgress();
    void showBands();
    void fillTargets();
    [[nodiscard]] QString bandWords() const;

    Dialogs& m_dialogs;
    QStackedWidget* m_stack;
    Notice* m_notice;
    Button* m_next;
    Button* m_back;
    Button* m_report;
    Button* m_erase;

    FileRow* m_file;
    Button* m_folder;
    TextLabel* m_facts;
    TextLabel* m_listForm;
    TextLabel* m_privacy;

    TextLabel* m_runWords;
    TextLabel* m_runMore;
    QProgressBar* m_bar;

    DetPlot* m_plot;
    RateTable* m_table;
    TextLabel* m_targetsTitle;
    ChoiceBox* m_falseMatch;
    ChoiceBox* m_falseNonMatch;
    TextLabel* m_falseMatchLabel;
    TextLabel* m_falseNonMatchLabel;
    SegmentedChoice* m_bands;
    TextLabel* m_bandWords;
    TextLabel* m_bandNotes;

    PolicyForm* m_form;
    View m_view = View::Set;
    std::optional<BenchSet> m_set;
    BenchProgress m_progress;
    BenchResult m_result;
};

}  // namespace countersign::ui
