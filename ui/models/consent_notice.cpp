#include "models/consent_notice.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "text/language_files.h"

namespace countersign::ui {
namespace {

// 64 bits of SHA-256: enough to name one text among all that an operator ever had shown, and short enough to
// be read out.
constexpr int kToldDigits = 16;

QString fileOf(const QString& language) {
    return QStringLiteral("consent:%1/notice-%2.json").arg(language, QLatin1String(kNoticeVersion));
}

QString textOf(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return {};
    return QString::fromStdString(found->get_ref<const std::string&>());
}

// The rules of Arabic, the only shipped language with more than two forms (Unicode CLDR, cardinals); a file
// that lacks a form has "other".
const char* pluralForm(const QString& language, int number) {
    const bool arabic = language.section(u'-', 0, 0) == QLatin1String("ar");
    if (number == 0) return "zero";
    if (number == 1) return "one";
    if (!arabic) return "other";
    if (number == 2) return "two";
    const int rest = number % 100;
    return rest >= 3 && rest <= 10 ? "few" : rest >= 11 ? "many" : "other";
}

// A name inside a sentence that may run the other way.
QString isolated(const std::string& text) {
    return QChar(u'\u2068') + QString::fromStdString(text) + QChar(u'\u2069');
}

// Files may do without the place: "one day".
QString filled(QString words, const QString& name) {
    return words.replace(QLatin1String("%1"), name);
}

// "for so many days", in the words of the file.
QString daysIn(const nlohmann::json& forms, const QString& language, int days) {
    QString form = textOf(forms, pluralForm(language, days));
    if (form.isEmpty()) form = textOf(forms, "other");
    return filled(form, QLocale(language).toString(days));
}

// The point that says what is forwarded: the words for this content, with the policy's names.
void fillForwarding(ConsentPoint& point, const nlohmann::json& variants, const QString& language,
                    const ForwardingRules& rules) {
    const auto content = std::string(forwardContentName(rules.content));
    const auto found = variants.find(content);
    if (found == variants.end() || !found->is_object()) return;
    point.clip = QStringLiteral("forwarding-") + QString::fromStdString(content);
    point.spoken = textOf(*found, "spoken");
    point.text = textOf(*found, "text");
    if (rules.content == ForwardContent::None || point.text.isEmpty()) return;
    const auto tag = language.toStdString();
    point.text = filled(point.text, isolated(textIn(rules.authority, tag)));
    const QString ground = textOf(*found, "ground");
    if (!ground.isEmpty()) point.text += u'\n' + filled(ground, isolated(textIn(rules.groundText, tag)));
}

ConsentPoint pointOf(const nlohmann::json& object, const QString& language, const DataTerms& terms) {
    ConsentPoint point{textOf(object, "icon"),
                       textOf(object, "heading"),
                       textOf(object, "text"),
                       textOf(object, "spoken"),
                       {}};
    if (const auto forms = object.find("days"); forms != object.end() && forms->is_object())
        point.text = filled(point.text, daysIn(*forms, language, terms.picturesDays));
    if (const auto variants = object.find("forwarding"); variants != object.end() && variants->is_object())
        fillForwarding(point, *variants, language, terms.forwarding);
    return point;
}

ConsentNotice parse(const QByteArray& bytes, const DataTerms& terms) {
    ConsentNotice notice;
    const auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!json.is_object()) return notice;
    notice.version = textOf(json, "version");
    notice.language = textOf(json, "language");
    notice.direction = QLocale(notice.language).textDirection();
    notice.title = textOf(json, "title");
    notice.intro = textOf(json, "intro");
    notice.question = textOf(json, "question");
    notice.agree = textOf(json, "agree");
    notice.decline = textOf(json, "decline");
    notice.terms = terms;
    const auto questions = json.find("questions");
    if (questions != json.end() && questions->is_array()) {
        for (const auto& each : *questions) {
            if (each.is_object())
                notice.questions.push_back({textOf(each, "question"), textOf(each, "answer")});
        }
    }
    const auto points = json.find("points");
    if (points == json.end() || !points->is_array()) return notice;
    for (const auto& point : *points) {
        if (point.is_object()) notice.points.push_back(pointOf(point, notice.language, terms));
    }
    const auto content = forwardContentName(terms.forwarding.content);
    const auto words = notice.written().toUtf8();
    notice.told =
        QStringLiteral("%1-%2-%3")
            .arg(notice.version, QString::fromLatin1(content.data(), static_cast<qsizetype>(content.size())),
                 QString::fromLatin1(
                     QCryptographicHash::hash(words, QCryptographicHash::Sha256).toHex().left(kToldDigits)));
    return notice;
}

// A file dropped in may be damaged, or say less than the policy asks for: nobody consents to that.
bool isWhole(const ConsentNotice& notice) {
    if (notice.title.isEmpty() || notice.question.isEmpty() ||
        notice.version != QLatin1String(kNoticeVersion))
        return false;
    const auto says = [](const ConsentPoint& point) { return !point.text.isEmpty(); };
    const auto forwards = [](const ConsentPoint& point) {
        return point.clip.startsWith(QLatin1String("forwarding-"));
    };
    return std::ranges::all_of(notice.points, says) && std::ranges::any_of(notice.points, forwards);
}

QStringList pointsAsWritten(const ConsentNotice& notice) {
    QStringList parts;
    for (const ConsentPoint& point : notice.points)
        parts << point.heading + QStringLiteral(".\n") + point.text;
    return parts;
}

}  // namespace

std::vector<SpokenPart> ConsentNotice::spokenParts() const {
    std::vector<SpokenPart> parts{{QStringLiteral("0"), title + u'\n' + intro}};
    for (const ConsentPoint& point : points) {
        const QString& words = point.spoken.isEmpty() ? point.text : point.spoken;
        parts.push_back({point.clip.isEmpty() ? QString::number(parts.size()) : point.clip,
                         point.heading + QStringLiteral(".\n") + words});
    }
    parts.push_back({QString::number(parts.size()), question});
    return parts;
}

std::vector<SpokenPart> ConsentNotice::spokenAnswers() const {
    std::vector<SpokenPart> parts;
    for (const ConsentQuestion& each : questions) {
        parts.push_back({QStringLiteral("answer-%1").arg(parts.size()), each.question + u'\n' + each.answer});
    }
    return parts;
}

QString ConsentNotice::written() const {
    QStringList parts{title, intro};
    parts << pointsAsWritten(*this) << question;
    return parts.join(u'\n');
}

QString ConsentNotice::writtenAnswers() const {
    QStringList parts;
    for (const ConsentQuestion& each : questions) parts << each.question << each.answer;
    return parts.join(u'\n');
}

QStringList consentLanguages() {
    QStringList languages;
    for (const QString& place : languagePlaces(QStringLiteral("consent"))) {
        for (const QString& folder : QDir(place).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (!languages.contains(folder) && QFile::exists(fileOf(folder))) languages << folder;
        }
    }
    return languages;
}

ConsentNotice consentNotice(const QString& language, const DataTerms& terms) {
    const QString base = language.section(u'-', 0, 0);
    QString chosen = QStringLiteral("en");
    for (const QString& known : consentLanguages()) {
        if (known == language || known.section(u'-', 0, 0) == base) chosen = known;
    }
    for (const QString& one : {chosen, QStringLiteral("en")}) {
        QFile file(fileOf(one));
        if (!file.open(QIODevice::ReadOnly)) continue;
        const ConsentNotice notice = parse(file.readAll(), terms);
        if (isWhole(notice)) return notice;
    }
    return {};
}

}  // namespace countersign::ui
