// What signing a policy needs: the operator's key, the policy so far, a number, a file to write. GUI thread.
// Reads no file itself.
#pragma once

#include <QWidget>

#include "models/calibration_values.h"

namespace countersign::ui {

class Dialogs;
class FieldEdit;
class FileRow;
class LabeledField;
class TextLabel;

class PolicyForm final : public QWidget {
    Q_OBJECT
  public:
    explicit PolicyForm(Dialogs& dialogs, QWidget* parent = nullptr);

    // What would be written: "same from 0.55, different below 0.45".
    void setContents(const QString& words);
    void setKeyProblem();  // the file is no key
    // The answer to soFarChosen(): the number it has, or what is wrong with it.
    void setSoFar(std::uint32_t version);
    void setSoFarProblem(const QString& problem);
    void setSoFarFile(const QString& file);      // found beside the key
    [[nodiscard]] PolicyExport entered() const;  // version 0: none or no number
    [[nodiscard]] bool complete() const;
    void askForFile();  // where to write; fileChosen() follows
    void retranslate();

  Q_SIGNALS:
    void changed();
    void keyChosen(const QString& file);
    void soFarChosen(const QString& keyFile, const QString& file);
    void fileChosen(const QString& file);

  private:
    void takeSoFar(const QString& file);
    void showVersion();

    Dialogs& m_dialogs;
    TextLabel* m_contents;
    FileRow* m_key;
    FileRow* m_soFar;
    FieldEdit* m_version;
    LabeledField* m_versionField;
    std::uint32_t m_soFarVersion = 0;
};

}  // namespace countersign::ui
