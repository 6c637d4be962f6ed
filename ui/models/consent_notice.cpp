#include "models/consent_notice.h"

#include <QDir>
#include <QFile>
#include <QLocale>
#include <nlohmann/json.hpp>

namespace countersign::ui {
namespace {

QString fileOf(const QString& language) {
    return QStringLiteral(":/consent/%1/notice-%2.json").arg(language, QLatin1String(kNoticeVersion));
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

QString ConsentNotice::spoken() const {
    return spokenParts().join(u'\n');
}

QStringList consentLanguages() {
    QStringList languages;
    for (const QString& folder : QDir(QStringLiteral(":/consent")).entryList(QDir::Dirs)) {
        if (QFile::exists(fileOf(folder))) languages << folder;
    }
    return languages;
}

ConsentNotice consentNotice(const QString& language) {
    const QString base = language.section(u'-', 0, 0);
    QString chosen = QStringLiteral("en");
    for (const QString& known : consentLanguages()) {
        if (known == language || known.section(u'-', 0, 0) == base) chosen = known;
    }
    QFile file(fileOf(chosen));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return parse(file.readAll());
}

}  // namespace countersign::ui
