// A counter that its operator does not know yet: by a file or a one-time code it becomes the counter of a
// shop. Stands in the place of the sign-in until then; whoever only wants to practise goes past it. GUI
// thread; owned by the main window. Knows values only: the controller finds files and asks the operator.
#pragma once

#include <optional>
#include <vector>

#include "pages/page.h"
#include "text/enrol_text.h"

namespace countersign::ui {

class Button;
class ChoiceBox;
class Dialogs;
class FieldEdit;
class LabeledField;
class Notice;
class TextLabel;

struct EnrolFile {
    QString path;
    QString label;  // its name, and on which stick
    friend bool operator==(const EnrolFile&, const EnrolFile&) = default;
};

class EnrolPage final : public Page {
    Q_OBJECT
  public:
    explicit EnrolPage(Dialogs& dialogs, QWidget* parent = nullptr);  // `dialogs` outlives the page

    // Whom a code goes to; empty: nobody is known, and only a file will do.
    void setOperator(const QString& url);
    void setFiles(const std::vector<EnrolFile>& files);  // on sticks; the chosen one stays chosen
    enum class KeptFile { None = 1, Waits };
    void setKept(KeptFile kept);       // one of an earlier try that waits for the network
    void setProgress(EnrolStep step);  // under way
    void showFailure(ErrorCode code, EnrolAgain again);
    [[nodiscard]] bool working() const { return m_step.has_value(); }
    void entered() override;

  Q_SIGNALS:
    void fileWanted(const QString& path);
    void keptWanted();
    void codeWanted(const QString& code);
    void practiceWanted();

  protected:
    void retranslate() override;
    [[nodiscard]] QWidget* incomplete() override;

  private:
    [[nodiscard]] bool byCode() const;
    [[nodiscard]] bool complete() const;
    void fillFiles();
    void chooseOther();
    void showState();
    void start();

    Dialogs& m_dialogs;
    QString m_operator;
    std::vector<EnrolFile> m_files;
    QString m_other;  // chosen by hand
    KeptFile m_kept = KeptFile::None;
    std::optional<EnrolStep> m_step;
    struct Failure {
        ErrorCode code = ErrorCode::Invalid;
        EnrolAgain again = EnrolAgain::AnotherFile;
    };
    std::optional<Failure> m_failure;
    EnrolBy m_by = EnrolBy::File;  // what is tried, or was
    Notice* m_notice;
    TextLabel* m_fileTitle;
    TextLabel* m_fileWords;
    ChoiceBox* m_file;
    LabeledField* m_fileField;
    Button* m_otherButton;
    TextLabel* m_codeTitle;
    TextLabel* m_codeWords;
    FieldEdit* m_code;
    LabeledField* m_codeField;
    Button* m_practice;
    Button* m_start;
};

}  // namespace countersign::ui
