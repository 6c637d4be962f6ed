// A file or folder that is chosen: its label, the path, a button that opens the choice. GUI thread.
#pragma once

#include <QString>
#include <QWidget>

namespace countersign::ui {

class Button;
class TextLabel;

class FileRow final : public QWidget {
    Q_OBJECT
  public:
    explicit FileRow(QWidget* parent = nullptr);
    void setTexts(const QString& label, const QString& button, const QString& whileEmpty);
    void setHelp(const QString& help);  // under the path; Bad in the colour of errors
    void setProblem(const QString& problem);
    void setPath(const QString& path);
    [[nodiscard]] QString path() const { return m_path; }

  Q_SIGNALS:
    void choiceWanted();

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void showPath();
    TextLabel* m_label;
    TextLabel* m_shown;
    TextLabel* m_help;
    Button* m_choose;
    QString m_path, m_whileEmpty, m_helpText;
};

}  // namespace countersign::ui
