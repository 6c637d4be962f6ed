// Colours, icons and words that hold for every page.
#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <cmath>
#include <set>

#include "core/error.h"
#include "support/catch.h"
#include "text/error_text.h"
#include "text/portrait_text.h"
#include "theme/icon.h"
#include "theme/palette.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& colour) {
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QString sources() {
    QString all;
    for (const char* folder : {"ui", "ui/pages", "ui/widgets", "ui/theme", "ui/text", "ui/models"}) {
        const QDir dir(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/") + QLatin1String(folder));
        for (const QString& name :
             dir.entryList({QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files)) {
            if (name.startsWith(QStringLiteral("palette."))) continue;
            QFile file(dir.filePath(name));
            if (file.open(QIODevice::ReadOnly)) all += QString::fromUtf8(file.readAll());
        }
    }
    return all;
}

}  // namespace

TEST_CASE("every text can be read on what it stands on", "[theme]") {
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const auto of = [&](Shade each) { return shade(scheme, each); };
        INFO("scheme " << static_cast<int>(scheme));
        for (const Shade text :
             {Shade::Ink, Shade::SecondInk, Shade::Accent, Shade::Warning, Shade::Bad, Shade::Information}) {
            INFO("text " << static_cast<int>(text));
            CHECK(contrast(of(text), of(Shade::Ground)) >= 4.5);
            CHECK(contrast(of(text), of(Shade::Card)) >= 4.5);
        }
        for (const Tone tone : {Tone::Neutral, Tone::Good, Tone::Information, Tone::Warning, Tone::Bad}) {
            INFO("tone " << static_cast<int>(tone));
            CHECK(contrast(of(toneInk(tone)), of(toneGround(tone))) >= 4.5);
            CHECK(contrast(of(Shade::Ink), of(toneGround(tone))) >= 4.5);
        }
        for (const Shade fill : {Shade::Accent, Shade::AccentHover, Shade::AccentPressed}) {
            CHECK(contrast(of(Shade::OnAccent), of(fill)) >= 4.5);
        }
        CHECK(contrast(of(Shade::SecondInk), of(Shade::WarningGround)) >=
              4.5);  // bar at the top while practising
        CHECK(contrast(of(Shade::DisabledInk), of(Shade::Disabled)) >= 3.0);
        for (const Shade line : {Shade::ControlLine, Shade::Information, Shade::WarningMark}) {
            INFO("line " << static_cast<int>(line));
            CHECK(contrast(of(line), of(Shade::Card)) >= (line == Shade::WarningMark ? 2.5 : 3.0));
        }
        CHECK(contrast(of(Shade::ControlLine), of(Shade::Ground)) >= 3.0);
        CHECK(contrast(of(Shade::CodeInk), of(Shade::CodeGround)) >= 10);
    }
}

TEST_CASE("colours live in the palette and nowhere else", "[theme]") {
    const QString all = sources();
    REQUIRE(all.size() > 10000);
    const QRegularExpression literal(
        QStringLiteral("QColor\\(\\s*(\\d|0x|\")|QRgb\\s*\\w+\\s*=|\"#[0-9A-Fa-f]{6}\"|Qt::(red|green|blue|"
                       "yellow|gray|darkGray|lightGray)\\b"));
    const auto match = literal.match(all);
    INFO(all.mid(qMax<qsizetype>(0, match.capturedStart() - 80), 200).toStdString());
    CHECK_FALSE(match.hasMatch());
}

TEST_CASE("every icon that is asked for is there and draws something", "[theme]") {
    application();
    std::set<QString> names;
    const QDir icons(QStringLiteral(":/icons"));
    for (const QString& file : icons.entryList(QDir::Files)) names.insert(file.chopped(4));
    REQUIRE(names.size() > 20);
    for (const QString& name : names) {
        const QImage drawn = iconPixmap(name, shade(Scheme::Light, Shade::Ink), 24, 1).toImage();
        int inked = 0;
        for (int y = 0; y < drawn.height(); ++y) {
            for (int x = 0; x < drawn.width(); ++x) inked += qAlpha(drawn.pixel(x, y)) > 127 ? 1 : 0;
        }
        INFO(name.toStdString());
        CHECK(inked > 10);
    }
    const QRegularExpression asked(
        QStringLiteral("setIconName\\(QStringLiteral\\(\"(\\w+)\"\\)\\)|drawIcon\\([^;]*?u\"(\\w+)\""));
    auto each = asked.globalMatch(sources());
    int found = 0;
    while (each.hasNext()) {
        const auto match = each.next();
        const QString name = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
        INFO(name.toStdString());
        CHECK(names.count(name) == 1);
        ++found;
    }
    CHECK(found > 5);
}

TEST_CASE("every error and every reason of a portrait has words", "[words]") {
    application();
    for (int number = 1; number < 1300; ++number) {
        const ErrorText text = errorText(static_cast<ErrorCode>(number));
        CHECK_FALSE(text.what.isEmpty());
        CHECK_FALSE(text.todo.isEmpty());
        CHECK(text.code == QStringLiteral("E%1").arg(number));
    }
    // What a clerk meets daily has words of its own.
    for (const ErrorCode code : {ErrorCode::CameraLost, ErrorCode::DiskFull, ErrorCode::ModelAltered,
                                 ErrorCode::OperatorUnreachable, ErrorCode::PictureFileUnreadable}) {
        CHECK(errorText(code).what != errorText(ErrorCode::CheckInputUnreadable).what);
    }
    for (int reason = 1; reason <= static_cast<int>(Reason::PortraitNotFound); ++reason) {
        CHECK_FALSE(portraitAdvice(static_cast<Reason>(reason)).isEmpty());
    }
}

TEST_CASE("zh_CN and ar are complete", "[language]") {
    for (const char* name : {"zh_CN", "ar"}) {
        QFile file(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/resources/translations/countersign_%1.ts")
                       .arg(QLatin1String(name)));
        REQUIRE(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString context;
        QString source;
        QStringList open;
        int messages = 0;
        const QRegularExpression place(QStringLiteral("%(\\d|n)"));
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            if (xml.name() == u"name") context = xml.readElementText();
            if (xml.name() == u"source") source = xml.readElementText();
            if (xml.name() != u"translation") continue;
            const QString type = xml.attributes().value(QStringLiteral("type")).toString();
            if (type == u"vanished" || type == u"obsolete") continue;
            ++messages;
            const QString translated = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            if (type == u"unfinished" || translated.trimmed().isEmpty())
                open << context + QStringLiteral(": ") + source;
            // A place holder that was lost shows as a sentence without its number.
            auto each = place.globalMatch(source);
            while (each.hasNext()) {
                const QString holder = each.next().captured();
                if (holder != u"%n" && !translated.contains(holder))
                    open << context + QStringLiteral(": loses ") + holder + u' ' + source;
            }
        }
        INFO(name << "\n" << open.join(u'\n').toStdString());
        CHECK(messages > 100);
        CHECK(open.isEmpty());
    }
}
