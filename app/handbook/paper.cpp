#include "app/handbook/paper.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QPageLayout>
#include <QPageSize>
#include <QScreen>
#include <map>
#include <utility>

#include "theme/type.h"

namespace countersign::handbook {
namespace {

constexpr int kResolution = 600;  // dots an inch: letters stand where they belong
// In millimetres.
struct Margins {
    double side, top, bottom;
};
constexpr Margins kRoomy{22, 20, 24}, kCompact{18, 15, 19};  // printers need 5 or so, hole punches 12
constexpr double kWidth = 210, kHeight = 297;
constexpr double kCompactLetters = 0.94;  // a table's are 8 points then, which is still read at arm's length

constexpr const Margins& margins(bool compact) {
    return compact ? kCompact : kRoomy;
}

QFont fontOf(Letter letter) {
    QFont font = ui::applicationFont(1.0);
    const auto make = [&font](double points, QFont::Weight weight = QFont::Normal) {
        font.setPointSizeF(points);
        font.setWeight(weight);
    };
    switch (letter) {
        case Letter::BookTitle:
            make(26, QFont::Bold);
            break;
        case Letter::ChapterTitle:
            make(19, QFont::Bold);
            break;
        case Letter::Heading:
            make(12.5, QFont::Bold);
            break;
        case Letter::SmallHeading:
            make(10.5, QFont::Bold);
            break;
        case Letter::Text:
            make(9.5);
            break;
        case Letter::Table:
            make(8.5);
            break;
        case Letter::Caption:
        case Letter::Foot:
            make(8);
            break;
        case Letter::Code:
            // Of the fonts that come along the one whose letters are equally wide.
            font.setFamilies({QStringLiteral("Noto Sans Mono CJK SC")});
            make(8.5);
            break;
    }
    return font;
}

}  // namespace

Paper::Paper(QPdfWriter& writer, Setting setting) : m_writer(writer), m_compact(setting == Setting::Compact) {
    m_writer.setResolution(kResolution);
    m_writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF()));
}

double Paper::mm(double millimetres) const {
    return millimetres * kResolution / 25.4;
}

double Paper::inText(double millimetres) const {
    return mm(millimetres) * QGuiApplication::primaryScreen()->logicalDotsPerInch() / m_writer.logicalDpiY();
}

QSizeF Paper::text() const {
    const auto& around = margins(m_compact);
    return {mm(kWidth - 2 * around.side), mm(kHeight - around.top - around.bottom)};
}

QPointF Paper::corner() const {
    return {mm(margins(m_compact).side), mm(margins(m_compact).top)};
}

QFont Paper::font(Letter letter) const {
    // Copies of one font share what was found for it.
    static std::map<std::pair<Letter, bool>, QFont> made;
    const std::pair key(letter, m_compact);
    if (const auto found = made.find(key); found != made.end()) return found->second;
    QFont font = fontOf(letter);
    if (m_compact) font.setPointSizeF(font.pointSizeF() * kCompactLetters);
    return made.emplace(key, font).first->second;
}

QByteArray datedAt(QByteArray pdf, qint64 secondsSinceEpoch) {
    const auto at =
        QDateTime::fromSecsSinceEpoch(secondsSinceEpoch, Qt::UTC).toString(QStringLiteral("yyyyMMddHHmmss"));
    static const QByteArray kBefore("/CreationDate (D:");
    const auto begin = pdf.indexOf(kBefore);
    const auto end = begin < 0 ? -1 : pdf.indexOf(')', begin);
    if (end < 0) return {};
    const auto length = end - begin - kBefore.size();
    // "20261130005922Z" or "20261130005922+00'00'".
    auto moment = at.toLatin1() + (length > at.size() + 1 ? QByteArray("+00'00'") : QByteArray("Z"));
    moment.truncate(length);
    return pdf.replace(begin + kBefore.size(), length, moment);
}

}  // namespace countersign::handbook
