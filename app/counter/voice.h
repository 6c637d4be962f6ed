// Plays the program's clips, one after the other, through a player program: sound that hangs or breaks can
// do no harm here. Everything said is also on the screen, so silence is told once and stops nothing. GUI
// thread.
#pragma once

#include <QObject>
#include <QProcess>
#include <QStringList>

namespace countersign {

struct VoiceParts {
    QStringList folders;  // looked through in order: recorded clips before made ones; LANGUAGE/KEY.wav
    QString player = QStringLiteral("aplay");  // is called with -q FILE
};

class Voice final : public QObject {
    Q_OBJECT
  public:
    explicit Voice(VoiceParts parts, QObject* parent = nullptr);
    ~Voice() override;

    // Stops what is being said and says this. A language without clips is silent.
    void say(const QString& language, const QStringList& keys);
    void stop();
    void setMuted(bool muted);  // stops too
    [[nodiscard]] bool muted() const { return m_muted; }
    [[nodiscard]] bool speaking() const { return m_speaking; }
    // The file that would be played; empty: none.
    [[nodiscard]] QString clip(const QString& language, const QString& key) const;

  Q_SIGNALS:
    void finished();      // all was said, or could not be
    void soundMissing();  // the first time that nothing can be heard: no player, no device
    void mutedChanged(bool muted);

  private:
    void next();
    void ended(bool well);

    VoiceParts m;
    QProcess* m_process = nullptr;
    QStringList m_files;
    bool m_muted = false;
    bool m_speaking = false;
    bool m_told = false;
};

}  // namespace countersign
