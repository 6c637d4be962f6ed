#include "app/handbook/paper.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QPageLayout>
#include <QPageSize>
#include <QScreen>
#include <map>

#include "theme/type.h"

namespace countersign::handbook {
namespace {

constexpr int kResolution = 600;  // dots an inch: letters stand where they belong
constexpr double kSide = 22, kTop = 20, kBottom = 24;
constexpr double kWidth = 210, kHeight = 297;

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

Paper::Paper(QPdfWriter& writer) : m_writer(writer) {
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
    return {mm(kWidth - 2 * kSide), mm(kHeight - kTop - kBottom)};
}

QPointF Paper::corner() const {
    return {mm(kSide), mm(kTop)};
}

QFont Paper::font(Letter letter) {
    // Copies of one font share what was found for it.
    static std::map<Letter, QFont> made;
    if (const auto found = made.find(letter); found != made.end()) return found->second;
    return made.emplace(letter, fontOf(letter)).first->second;
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
