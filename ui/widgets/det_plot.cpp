#include "widgets/det_plot.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>

#include "text/rate_text.h"
#include "theme/palette.h"
#include "theme/type.h"

namespace countersign::ui {
namespace {

// The least that the axes reach down to, in powers of ten; more if the curves go further.
constexpr int kDecadesAcross = 4, kDecadesUp = 3, kMostDecades = 8;
constexpr double kDot = 5;

struct Look {
    Shade shade;
    Qt::PenStyle dash;
};
constexpr std::array kLooks{
    Look{Shade::Ink, Qt::SolidLine},         Look{Shade::Accent, Qt::SolidLine},
    Look{Shade::Information, Qt::DashLine},  Look{Shade::Warning, Qt::DashDotLine},
    Look{Shade::Bad, Qt::DotLine},           Look{Shade::SecondInk, Qt::DashDotDotLine},
    Look{Shade::Information, Qt::SolidLine}, Look{Shade::Warning, Qt::DashLine}};

int decadesFor(double least, int fewest) {
    if (!(least > 0)) return fewest;
    return std::clamp(static_cast<int>(std::ceil(-std::log10(least) - 1e-9)), fewest, kMostDecades);
}

QString percent(int decade) {
    return percentText(std::pow(10.0, -decade));
}

}  // namespace

struct DetPlot::Axes {
    QRectF square;
    int across = kDecadesAcross, up = kDecadesUp;

    [[nodiscard]] double x(double rate) const {
        const double decades = std::max<double>(-across, rate > 0 ? std::log10(rate) : -across);
        return square.right() + square.width() * decades / across;
    }
    [[nodiscard]] double y(double rate) const {
        const double decades = std::max<double>(-up, rate > 0 ? std::log10(rate) : -up);
        return square.top() - square.height() * decades / up;
    }
    [[nodiscard]] QPointF at(const QPointF& rates) const { return {x(rates.x()), y(rates.y())}; }
};

DetPlot::DetPlot(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void DetPlot::setGroups(std::vector<BenchGroup> groups) {
    m_groups = std::move(groups);
    update();
}

void DetPlot::setTarget(double falseMatch) {
    m_target = falseMatch;
    update();
}

void DetPlot::setChosen(int group) {
    m_chosen = group;
    update();
}

QSize DetPlot::sizeHint() const {
    return {scaled(620), scaled(340)};
}

QSize DetPlot::minimumSizeHint() const {
    return {scaled(380), scaled(200)};
}

DetPlot::Axes DetPlot::axes() const {
    double leastAcross = m_target > 0 ? m_target : 1, leastUp = 1;
    for (const auto& group : m_groups) {
        for (const auto& point : group.curve) {
            if (point.x() > 0) leastAcross = std::min(leastAcross, point.x());
            if (point.y() > 0) leastUp = std::min(leastUp, point.y());
        }
    }
    Axes axes;
    axes.across = decadesFor(leastAcross, kDecadesAcross);
    axes.up = decadesFor(leastUp, kDecadesUp);
    const QFontMetrics small(textFont(TextStyle::Small));
    const double left = small.height() + small.horizontalAdvance(percent(axes.up)) + scaled(14);
    const double bottom = 2.0 * small.height() + scaled(12);
    axes.square = QRectF(rect()).adjusted(left, scaled(10), -scaled(24), -bottom);
    return axes;
}

void DetPlot::drawGrid(QPainter& painter, const Axes& axes) const {
    const QFontMetrics small(textFont(TextStyle::Small));
    painter.setFont(textFont(TextStyle::Small));
    const QColor ink = shade(*this, Shade::SecondInk), line = shade(*this, Shade::Line);
    const auto& square = axes.square;
    for (int decade = 0; decade <= axes.across; ++decade) {
        const double x = axes.x(std::pow(10, -decade));
        painter.setPen(line);
        painter.drawLine(QPointF(x, square.top()), QPointF(x, square.bottom()));
        painter.setPen(ink);
        const QString text = percent(decade);
        painter.drawText(
            QPointF(x - small.horizontalAdvance(text) / 2.0, square.bottom() + small.ascent() + scaled(4)),
            text);
    }
    for (int decade = 0; decade <= axes.up; ++decade) {
        const double y = axes.y(std::pow(10, -decade));
        painter.setPen(line);
        painter.drawLine(QPointF(square.left(), y), QPointF(square.right(), y));
        painter.setPen(ink);
        const QString text = percent(decade);
        painter.drawText(
            QPointF(square.left() - small.horizontalAdvance(text) - scaled(6), y + small.ascent() / 2.0 - 1),
            text);
    }
    //: Calibration bench, under the curve. FMR is the standard's short form, also in other languages.
    const QString across = tr("Two people taken for one (false match rate, FMR)");
    //: Calibration bench, beside the curve. FNMR is the standard's short form, also in other languages.
    const QString up = tr("Missed (false non-match rate, FNMR)");
    painter.setPen(shade(*this, Shade::Ink));
    painter.drawText(
        QRectF(square.left(), square.bottom() + small.height() + scaled(6), square.width(), small.height()),
        Qt::AlignCenter, across);
    painter.save();
    painter.translate(small.ascent(), square.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-square.height() / 2, -small.ascent(), square.height(), small.height()),
                     Qt::AlignCenter,
                     small.elidedText(up, Qt::ElideRight, static_cast<int>(square.height())));
    painter.restore();
    if (m_target > 0) {
        painter.setPen(QPen(shade(*this, Shade::ControlLine), 1.5, Qt::DashLine));
        painter.drawLine(QPointF(axes.x(m_target), square.top()), QPointF(axes.x(m_target), square.bottom()));
    }
}

QPen DetPlot::penOf(std::size_t number) const {
    const auto& look = kLooks[number % kLooks.size()];
    QColor ink = shade(*this, look.shade);
    const bool faint = m_chosen >= 0 && static_cast<std::size_t>(m_chosen) != number;
    if (faint) ink.setAlphaF(0.35F);
    const bool strong = m_chosen >= 0 && !faint;
    return {ink, strong ? 3.0 : 2.0, look.dash, Qt::FlatCap, Qt::RoundJoin};
}

void DetPlot::drawGroup(QPainter& painter, const Axes& axes, std::size_t number) const {
    const auto& group = m_groups[number];
    QPainterPath path;
    for (const auto& rates : group.curve) {
        const QPointF point = axes.at(rates);
        // Steps, since a rate only changes where a pair is lost.
        if (path.elementCount() == 0) {
            path.moveTo(point);
        } else {
            path.lineTo(path.currentPosition().x(), point.y());
            path.lineTo(point);
        }
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(penOf(number));
    painter.drawPath(path);
    if (!group.mark) return;
    painter.setPen(QPen(shade(*this, Shade::Card), 1.5));
    painter.setBrush(penOf(number).color());
    painter.drawEllipse(axes.at(*group.mark), kDot, kDot);
}

void DetPlot::drawNames(QPainter& painter, const Axes& axes) const {
    const QFontMetrics small(textFont(TextStyle::Small));
    const int sample = scaled(30), gap = scaled(8), most = scaled(150);
    int widest = 0;
    std::vector<QString> names;
    for (const auto& group : m_groups) {
        //: Calibration bench: the curve of all pairs together.
        const QString name = group.name.isEmpty() ? tr("All pairs") : group.name;
        names.push_back(small.elidedText(name, Qt::ElideMiddle, most));
        widest = std::max(widest, small.horizontalAdvance(names.back()));
    }
    const double rowHeight = small.height() + 2;
    QRectF box(0, 0, sample + gap + widest + 2 * gap, rowHeight * static_cast<double>(names.size()) + gap);
    box.moveTopRight(axes.square.topRight() + QPointF(-gap, gap));
    QColor ground = shade(*this, Shade::Card);
    ground.setAlphaF(0.88F);
    painter.fillRect(box, ground);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const double y = box.top() + gap / 2.0 + rowHeight * (static_cast<double>(i) + 0.5);
        painter.setPen(penOf(i));
        painter.drawLine(QPointF(box.left() + gap, y), QPointF(box.left() + gap + sample, y));
        painter.setPen(shade(*this, Shade::Ink));
        painter.drawText(QPointF(box.left() + 2 * gap + sample, y + small.ascent() / 2.0 - 1), names[i]);
    }
}

void DetPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // Across runs from left to right in every language, as in all such drawings.
    painter.setLayoutDirection(Qt::LeftToRight);
    const Axes drawn = axes();
    drawGrid(painter, drawn);
    painter.save();
    painter.setClipRect(drawn.square.adjusted(-kDot - 1, -kDot - 1, kDot + 1, kDot + 1));
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        if (static_cast<int>(i) != m_chosen) drawGroup(painter, drawn, i);
    }
    if (m_chosen >= 0 && static_cast<std::size_t>(m_chosen) < m_groups.size())
        drawGroup(painter, drawn, static_cast<std::size_t>(m_chosen));
    painter.restore();
    drawNames(painter, drawn);
}

}  // namespace countersign::ui
