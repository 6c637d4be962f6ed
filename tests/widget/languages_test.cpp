// A language dropped into a folder speaks; a damaged one is told and harms nothing; a shipped one can't be
// replaced. And every letter of every language the program speaks is in the fonts it brings along.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRawFont>
#include <QTemporaryDir>
#include <set>

#include "models/consent_notice.h"
#include "models/help_library.h"
#include "pages/settings_page.h"
#include "pages/sign_in_page.h"
#include "support/catch.h"
#include "text/language.h"
#include "text/language_files.h"
#include "text/program_language.h"
#include "theme/fonts.h"
#include "theme/type.h"
#include "widget/scan_pages_support.h"

using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

void write(const QString& file, const QByteArray& bytes) {
    REQUIRE(QDir().mkpath(QFileInfo(file).path()));
    QFile out(file);
    REQUIRE(out.open(QIODevice::WriteOnly));
    REQUIRE(out.write(bytes) == bytes.size());
}

QByteArray contents(const QString& file) {
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

// As an operator would make one: a copy of a .ts file with two sentences of it, through lrelease.
void dropIn(const QString& folder, const QString& name, const QString& signIn) {
    const QString ts = folder + QStringLiteral("/work.ts");
    write(ts,
          QStringLiteral(R"(<?xml version="1.0" encoding="utf-8"?><TS version="2.1" language="%1"><context>
<name>countersign::ui::SignInPage</name>
<message><source>Sign in</source><extracomment/><translation>%2</translation></message>
</context></TS>)")
              .arg(name, signIn)
              .toUtf8());
    QProcess made;
    made.start(
        QStringLiteral(COUNTERSIGN_LRELEASE),
        {ts, QStringLiteral("-qm"), folder + QStringLiteral("/countersign_") + name + QStringLiteral(".qm")});
    REQUIRE(made.waitForFinished());
    REQUIRE(made.exitCode() == 0);
}

struct Folders {
    explicit Folders(const QString& folder) { useLanguageFolders({folder}); }
    ~Folders() { useLanguageFolders({}); }
};

bool offers(const QString& tag) {
    for (const auto& language : languagesAtHand()) {
        if (language.tag == tag) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a language dropped into the folder is offered and spoken") {
    application();
    const QTemporaryDir folder;
    dropIn(folder.path(), QStringLiteral("ug"), QStringLiteral("كىرىش"));
    write(folder.filePath(QStringLiteral("consent/ug/notice-3.json")),
          R"({"version":"3","language":"ug","title":"T","intro":"I","points":[{"icon":"send","heading":"H",
            "forwarding":{"none":{"text":"N"}}}],"question":"Q","agree":"A","decline":"D"})");
    write(folder.filePath(QStringLiteral("help/ug/10_registration.md")), "# Ug page\n");
    CHECK_FALSE(offers(QStringLiteral("ug")));
    const Folders there(folder.path());
    CHECK(offers(QStringLiteral("ug")));
    CHECK(unreadableLanguageFiles().isEmpty());
    CHECK(consentLanguages().contains(QStringLiteral("ug")));
    CHECK(consentNotice(QStringLiteral("ug")).title == QStringLiteral("T"));
    // It doesn't say what this policy forwards: better in English than not at all.
    countersign::DataTerms portrait;
    portrait.forwarding.content = countersign::ForwardContent::Portrait;
    CHECK(consentNotice(QStringLiteral("ug"), portrait).language == QStringLiteral("en"));
    const HelpLibrary help(QStringLiteral("ug"));
    CHECK(help.find(QStringLiteral("registration"))->title == QStringLiteral("Ug page"));
    CHECK(help.find(QStringLiteral("scan"))->title != QString());  // English stands in

    ProgramLanguage language;
    language.use(QStringLiteral("ug"));
    SignInPage page;
    CHECK(page.accessibleName() == QStringLiteral("كىرىش"));
    CHECK(QGuiApplication::layoutDirection() == Qt::RightToLeft);
    SettingsPage settings;
    settings.setLook({QStringLiteral("ug"), Scheme::Light, 100, MotionChoice::Calm});
    language.use(QStringLiteral("en"));
}

TEST_CASE("each shipped language is spoken by the program itself, and what it lacks is English") {
    application();
    ProgramLanguage language;
    for (const char* tag : {"zh-CN", "zh_CN", "ar", "ar-AE", "ar_EG"}) {
        INFO(tag);
        language.use(QString::fromLatin1(tag));
        CHECK(language.tag() != QStringLiteral("en"));
        CHECK(SignInPage().accessibleName() != QStringLiteral("Sign in"));
    }
    language.use(QStringLiteral("sw"));
    CHECK(SignInPage().accessibleName() == QStringLiteral("Sign in"));
    language.use(QStringLiteral("en"));
}

TEST_CASE("a shipped language can't be replaced by a file") {
    application();
    const QTemporaryDir folder;
    dropIn(folder.path(), QStringLiteral("zh_CN"), QStringLiteral("other words"));
    write(folder.filePath(QStringLiteral("consent/en/notice-3.json")),
          R"({"version":"3","title":"Give us everything"})");
    const Folders there(folder.path());
    const InLanguage chinese(QStringLiteral("zh-CN"));
    CHECK(SignInPage().accessibleName() != QStringLiteral("other words"));
    CHECK(consentNotice(QStringLiteral("en")).title == QStringLiteral("May we scan your face?"));
}

TEST_CASE("files that are no language are told and leave English") {
    application();
    const QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("countersign_fr.qm")), QByteArray(5000, 'x'));
    write(folder.filePath(QStringLiteral("countersign_.qm")), {});
    write(folder.filePath(QStringLiteral("countersign_../../x.qm.txt"))
              .replace(QStringLiteral("../../"), QString()),
          "x");
    write(folder.filePath(QStringLiteral("consent/fr/notice-3.json")), "[1, 2");
    const Folders there(folder.path());
    CHECK(unreadableLanguageFiles().size() == 1);
    ProgramLanguage language;
    language.use(QStringLiteral("fr"));
    CHECK(SignInPage().accessibleName() == QStringLiteral("Sign in"));
    CHECK(language.tag() == QStringLiteral("en"));
    CHECK(consentNotice(QStringLiteral("fr")).title.isEmpty() ==
          false);  // the English one, not an empty page
    language.use(QStringLiteral("../../etc"));
    CHECK(language.tag() == QStringLiteral("en"));
}

TEST_CASE("every letter of every language is in the fonts that come along") {
    application();
    std::vector<QRawFont> fonts;
    for (const QString& family : textFont(TextStyle::Body).families()) {
        QFont font(family);
        font.setStyleStrategy(QFont::NoFontMerging);
        const QRawFont raw = QRawFont::fromFont(font);
        if (raw.familyName() == family) fonts.push_back(raw);
    }
    REQUIRE(fonts.size() >= 3);
    QString all;
    const QString root = QStringLiteral(COUNTERSIGN_SOURCE_DIR "/resources/");
    for (const char* place : {"translations", "consent", "help"}) {
        QDirIterator files(root + QLatin1String(place), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) all += QString::fromUtf8(contents(files.next()));
    }
    // Uyghur, which is not shipped and may be dropped in, and rare characters of Chinese names.
    all += QStringLiteral("ئابتپجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي䶮龘喆堃");
    REQUIRE(all.size() > 50'000);
    std::set<uint> missing;
    for (const uint letter : all.toUcs4()) {
        // Marks of direction and joining are not drawn.
        if (letter < 0x20 || (letter >= 0x200B && letter <= 0x200F) ||
            (letter >= 0x2028 && letter <= 0x202F) || (letter >= 0x2066 && letter <= 0x2069) ||
            letter == 0xFEFF)
            continue;
        bool there = false;
        for (const QRawFont& font : fonts) there = there || font.supportsCharacter(letter);
        if (!there) missing.insert(letter);
    }
    for (const uint letter : missing) {
        INFO(letter);
        CHECK(false);
    }
    CHECK(missing.empty());
    CHECK(loadFonts(QStringLiteral("/nowhere")) == QStringList{QStringLiteral("/nowhere")});
}
