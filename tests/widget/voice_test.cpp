// The program's voice: which clip is played, and that nothing about sound can stop a registration. The player
// is a script of the test that writes down what it was asked to play.
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/counter/scan_voice.h"
#include "app/counter/voice.h"
#include "support/catch.h"
#include "text/program_language.h"
#include "text/spoken_text.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using countersign::ui::test::application;

namespace {

constexpr int kPatience = 10'000;

struct Room {
    QTemporaryDir folder;
    QString root = folder.path();

    QString player(const QString& body) const {
        const QString file = root + QStringLiteral("/player");
        QFile script(file);
        REQUIRE(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\necho \"$2\" >> " + root.toLocal8Bit() + "/played\n" + body.toLocal8Bit() +
                     "\n");
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file;
    }
    void clip(const QString& place) const {
        const QString file = root + u'/' + place;
        REQUIRE(QDir().mkpath(QFileInfo(file).path()));
        QFile made(file);
        REQUIRE(made.open(QIODevice::WriteOnly));
    }
    QStringList played() const {
        QFile file(root + QStringLiteral("/played"));
        if (!file.open(QIODevice::ReadOnly)) return {};
        return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    }
};

}  // namespace

TEST_CASE("a recorded clip comes before the made one, and a region's language is served by its own") {
    application();
    const Room room;
    room.clip(QStringLiteral("made/en/blink.wav"));
    room.clip(QStringLiteral("made/zh-CN/blink.wav"));
    const Voice voice({{room.root + QStringLiteral("/own"), room.root + QStringLiteral("/made")}, {}});
    CHECK(voice.clip(QStringLiteral("en"), QStringLiteral("blink"))
              .endsWith(QStringLiteral("made/en/blink.wav")));
    CHECK(voice.clip(QStringLiteral("en-GB"), QStringLiteral("blink"))
              .endsWith(QStringLiteral("made/en/blink.wav")));
    CHECK(voice.clip(QStringLiteral("zh"), QStringLiteral("blink"))
              .endsWith(QStringLiteral("zh-CN/blink.wav")));
    CHECK(voice.clip(QStringLiteral("ug"), QStringLiteral("blink")).isEmpty());
    CHECK(voice.clip(QStringLiteral("en"), QStringLiteral("left")).isEmpty());
    room.clip(QStringLiteral("own/en/blink.wav"));
    CHECK(voice.clip(QStringLiteral("en"), QStringLiteral("blink"))
              .endsWith(QStringLiteral("own/en/blink.wav")));
}

TEST_CASE("what is said is played in order, once each") {
    application();
    const Room room;
    for (const char* key : {"a", "b", "c"}) room.clip(QStringLiteral("en/%1.wav").arg(QLatin1String(key)));
    Voice voice({{room.root}, room.player(QStringLiteral("exit 0"))});
    QSignalSpy finished(&voice, &Voice::finished);
    voice.say(QStringLiteral("en"),
              {QStringLiteral("a"), QStringLiteral("missing"), QStringLiteral("b"), QStringLiteral("c")});
    CHECK(voice.speaking());
    REQUIRE(finished.wait(kPatience));
    CHECK_FALSE(voice.speaking());
    REQUIRE(room.played().size() == 3);
    CHECK(room.played().at(0).endsWith(QStringLiteral("a.wav")));
    CHECK(room.played().at(2).endsWith(QStringLiteral("c.wav")));
}

TEST_CASE("a computer without sound is told once and goes on in silence") {
    application();
    const Room room;
    room.clip(QStringLiteral("en/a.wav"));
    for (const QString& player :
         {room.player(QStringLiteral("exit 1")), room.player(QStringLiteral("kill -9 $$")),
          room.root + QStringLiteral("/no-such-player")}) {
        Voice voice({{room.root}, player});
        QSignalSpy missing(&voice, &Voice::soundMissing);
        QSignalSpy finished(&voice, &Voice::finished);
        for (int i = 1; i <= 3; ++i) {
            voice.say(QStringLiteral("en"), {QStringLiteral("a"), QStringLiteral("a")});
            REQUIRE(QTest::qWaitFor([&] { return finished.size() == i; }, kPatience));
            CHECK_FALSE(voice.speaking());
        }
        CHECK(missing.size() == 1);
    }
}

TEST_CASE("a new sentence cuts the old one short, and silence is silence at once") {
    application();
    const Room room;
    room.clip(QStringLiteral("en/a.wav"));
    room.clip(QStringLiteral("en/b.wav"));
    // A player that hangs: it must not hold anybody up, nor outlive the program.
    Voice voice({{room.root}, room.player(QStringLiteral("case $2 in *a.wav) exec sleep 1000;; esac"))});
    QSignalSpy finished(&voice, &Voice::finished);
    voice.say(QStringLiteral("en"), {QStringLiteral("a")});
    REQUIRE(QTest::qWaitFor([&] { return room.played().size() == 1; }, kPatience));
    voice.say(QStringLiteral("en"), {QStringLiteral("b")});
    REQUIRE(finished.wait(kPatience));
    CHECK(room.played().size() == 2);
    voice.say(QStringLiteral("en"), {QStringLiteral("a")});
    REQUIRE(QTest::qWaitFor([&] { return room.played().size() == 3; }, kPatience));
    voice.setMuted(true);
    CHECK_FALSE(voice.speaking());
    voice.say(QStringLiteral("en"), {QStringLiteral("b")});
    CHECK_FALSE(voice.speaking());
    CHECK(room.played().size() == 3);
}

TEST_CASE("a scan says each instruction as it comes, and a hint only when all is quiet") {
    application();
    const Room room;
    for (const auto& spoken : ui::spokenTexts(QStringLiteral("en")))
        room.clip(QStringLiteral("en/%1.wav").arg(spoken.key));
    Voice voice({{room.root}, room.player(QStringLiteral("exit 0"))});
    ManualClock clock{WallTime{}};
    ScanVoice said(voice, clock);
    const auto heard = [&](int count, const char* last) {
        REQUIRE(
            QTest::qWaitFor([&] { return room.played().size() >= count && !voice.speaking(); }, kPatience));
        CHECK(room.played().size() == count);
        CHECK(QFileInfo(room.played().last()).completeBaseName() == QLatin1String(last));
    };
    said.begin(QStringLiteral("en"));
    heard(1, "come");
    ScanProgress progress;
    said.progress(progress, Hint::MoveToCentre);  // too soon after the instruction
    clock.advance(std::chrono::seconds(5));
    said.progress(progress, Hint::MoveToCentre);
    heard(2, "hint-middle");
    said.progress(progress, Hint::MoveToCentre);  // and not again and again
    clock.advance(std::chrono::seconds(5));
    said.progress(progress, Hint::MoveToCentre);
    heard(2, "hint-middle");
    progress.faceInOval = true;
    progress.steps = {{Action::TurnLeft, {}, {}, {}}};
    said.progress(progress, Hint::None);
    heard(3, "straight");
    progress.current = 0;
    said.progress(progress, Hint::None);
    heard(4, "left");
    said.end(ScanVoice::Ending::Passed);
    heard(5, "thanks");
}

TEST_CASE("every sentence has a clip in each of the program's languages, as long as speech is") {
    application();
    const QString folder = QStringLiteral(COUNTERSIGN_VOICE_DIR);
    if (!QFileInfo::exists(folder + QStringLiteral("/made"))) {
        WARN("skipped: no clips; espeak-ng was not there at the build");
        return;
    }
    for (const auto& language : ui::languagesAtHand()) {
        for (const auto& spoken : ui::spokenTexts(language.tag)) {
            QFile clip(folder + u'/' + language.tag + u'/' + spoken.key + QStringLiteral(".wav"));
            INFO(clip.fileName().toStdString());
            REQUIRE(clip.open(QIODevice::ReadOnly));
            CHECK(clip.read(4) == "RIFF");
            CHECK(clip.size() > 44 + 22'050);  // half a second of 22,050 samples of 16 bits
        }
    }
}

TEST_CASE("a program that ends in the middle of a sentence takes its players along, without a word of Qt's") {
    application();
    const Room room;
    room.clip(QStringLiteral("en/a.wav"));
    static QStringList said;
    said.clear();
    const auto before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext&, const QString& line) { said << line; });
    {
        Voice voice({{room.root}, room.player(QStringLiteral("exec sleep 60"))});
        // The second one cuts the first short, and both players are there still.
        voice.say(QStringLiteral("en"), {QStringLiteral("a")});
        voice.say(QStringLiteral("en"), {QStringLiteral("a")});
        CHECK(voice.findChildren<QProcess*>().size() == 2);
    }
    qInstallMessageHandler(before);
    INFO(said.join(u'\n').toStdString());
    CHECK(said.isEmpty());
}
