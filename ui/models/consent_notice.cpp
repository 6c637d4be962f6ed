#include "models/consent_notice.h"

#include <QDir>
#include <QFile>
#include <QLocale>
#include <nlohmann/json.hpp>

#include "text/language_files.h"

namespace countersign::ui {
namespace {

QString fileOf(const QString& language) {
    return QStringLiteral("consent:%1/notice-%2.json").arg(language, QLatin1String(kNoticeVersion));
}

QString textOf(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return {};
    return QString::fromStdString(found->get_ref<const std::string&>());
}

ConsentNotice parse(const QByteArray& bytes) {
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
        if (point.is_object()) {
            notice.points.push_back({textOf(point, "icon"), textOf(point, "heading"), textOf(point, "text")});
        }
    }
    return notice;
}

}  // namespace

QStringList ConsentNotice::spokenParts() const {
    QStringList parts{title + u'\n' + intro};
    for (const ConsentPoint& point : points) parts << point.heading + QStringLiteral(".\n") + point.text;
    parts << question;
    return parts;
}

QStringList ConsentNotice::spokenAnswers() const {
    QStringList parts;
    for (const ConsentQuestion& each : questions) parts << each.question + u'\n' + each.answer;
    return parts;
}

QString ConsentNotice::spoken() const {
    return spokenParts().join(u'\n');
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

ConsentNotice consentNotice(const QString& language) {
    const QString base = language.section(u'-', 0, 0);
    QString chosen = QStringLiteral("en");
    for (const QString& known : consentLanguages()) {
        if (known == language || known.section(u'-', 0, 0) == base) chosen = known;
    }
    // A file dropped in may be damaged: nobody consents to an empty page.
    for (const QString& one : {chosen, QStringLiteral("en")}) {
        QFile file(fileOf(one));
        if (!file.open(QIODevice::ReadOnly)) continue;
        const ConsentNotice notice = parse(file.readAll());
        if (!notice.title.isEmpty() && !notice.question.isEmpty() &&
            notice.version == QLatin1String(kNoticeVersion))
            return notice;
    }
    return {};
}

}  // namespace countersign::ui
