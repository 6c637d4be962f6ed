// Build tool: says every spoken sentence into a clip, by espeak-ng. Runs once a build; not shipped. The clips
// can be replaced one by one by recorded ones of the same name.
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <cstdio>

#include "text/program_language.h"
#include "text/spoken_text.h"

namespace {

// Voices of espeak-ng for the program's languages. One that is not here stays silent: captions say it all.
QString voiceOf(const QString& language) {
    if (language.startsWith(QStringLiteral("zh"))) return QStringLiteral("cmn");
    if (language.startsWith(QStringLiteral("ar"))) return QStringLiteral("ar");
    if (language.startsWith(QStringLiteral("en"))) return QStringLiteral("en");
    return {};
}

// Slower than espeak-ng's usual 175 words a minute: old people, foreign ears, small loudspeakers.
const QString kWordsAMinute = QStringLiteral("140");

int fail(const QString& why) {
    std::fprintf(stderr, "voices: %s\n", qPrintable(why));
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    if (argc != 3) return fail(QStringLiteral("usage: make_voices ESPEAK FOLDER"));
    const QString espeak = QString::fromLocal8Bit(argv[1]);
    const QDir folder(QString::fromLocal8Bit(argv[2]));
    for (const auto& language : countersign::ui::languagesAtHand()) {
        const QString voice = voiceOf(language.tag);
        if (voice.isEmpty()) continue;
        if (!folder.mkpath(language.tag))
            return fail(QStringLiteral("can't make ") + folder.filePath(language.tag));
        for (const auto& spoken : countersign::ui::spokenTexts(language.tag)) {
            const QString file = folder.filePath(language.tag + u'/' + spoken.key + QStringLiteral(".wav"));
            QProcess process;
            process.start(espeak, {QStringLiteral("-v"), voice, QStringLiteral("-s"), kWordsAMinute,
                                   QStringLiteral("-w"), file, QStringLiteral("--stdin"),
                                   QStringLiteral("-b"), QStringLiteral("1")});
            process.write(spoken.text.toUtf8());
            process.closeWriteChannel();
            if (!process.waitForFinished(30'000) || process.exitCode() != 0 || QFile(file).size() < 1000)
                return fail(QStringLiteral("no clip for ") + language.tag + u' ' + spoken.key);
        }
    }
    return 0;
}
