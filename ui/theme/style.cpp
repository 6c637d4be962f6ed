#include "theme/style.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <algorithm>

#include "theme/icon.h"
#include "theme/type.h"

namespace countersign::ui {
namespace {

constexpr int kFieldPadding = 14;
constexpr int kScrollBar = 12;

Scheme schemeFor(const QStyleOption* option) {
    return option->palette.color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
}

QColor controlLine(Scheme scheme, const QStyleOption* option, const QWidget* widget) {
    if (!(option->state & QStyle::State_Enabled)) return shade(scheme, Shade::Line);
    if (widget != nullptr && widget->property("countersignBad").toBool()) return shade(scheme, Shade::Bad);
    if (option->state & QStyle::State_HasFocus) return shade(scheme, Shade::Information);
    return shade(scheme, Shade::ControlLine);
}

void drawScrollBar(const QStyleOptionSlider& bar, QPainter& painter, const QRect& handle) {
    const Scheme scheme = schemeFor(&bar);
    painter.fillRect(bar.rect, bar.palette.color(QPalette::Window));
    if (bar.minimum == bar.maximum) return;
    const bool held = (bar.state & QStyle::State_Sunken) != 0;
    const bool near = (bar.state & QStyle::State_MouseOver) != 0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade(scheme, held || near ? Shade::SecondInk : Shade::ControlLine));
    const QRectF thumb = QRectF(handle).adjusted(3, 3, -3, -3);
    const double radius = qMin(thumb.width(), thumb.height()) / 2;
    painter.drawRoundedRect(thumb, radius, radius);
}

// The track, and upon it what is done, from the side where reading begins.
void drawProgress(const QStyleOption& option, QPainter& painter, bool contents) {
    const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(&option);
    if (bar == nullptr) return;
    const Scheme scheme = schemeFor(&option);
    QRectF filled = option.rect;
    if (contents) {
        const double share = double(bar->progress - bar->minimum) / std::max(1, bar->maximum - bar->minimum);
        filled.setWidth(filled.width() * std::clamp(share, 0.0, 1.0));
        if (option.direction == Qt::RightToLeft) filled.moveRight(QRectF(option.rect).right());
        if (filled.width() < 1) return;
    }
    const double radius = std::min(filled.height(), filled.width()) / 2;
    drawBox(painter, filled, radius, shade(scheme, contents ? Shade::Accent : Shade::Track), {}, 0);
}

}  // namespace

void drawBox(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& line,
             double lineWidth) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    const double half = lineWidth / 2;
    painter.setPen(lineWidth > 0 ? QPen(line, lineWidth) : QPen(Qt::NoPen));
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half);
    painter.restore();
}

Style::Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
    const Scheme scheme = schemeFor(option);
    switch (element) {
        case PE_PanelButtonCommand: {  // of Qt's own dialogs; the program's buttons draw themselves
            const bool pressed = (option->state & (State_Sunken | State_On)) != 0;
            drawBox(*painter, option->rect, kControlRadius,
                    shade(scheme, pressed ? Shade::AccentGround : Shade::Card),
                    controlLine(scheme, option, widget), (option->state & State_HasFocus) ? 1.5 : 1.0);
            return;
        }
        case PE_PanelLineEdit: {
            if (qobject_cast<const QComboBox*>(widget != nullptr ? widget->parentWidget() : nullptr)) return;
            const bool usable = (option->state & State_Enabled) && !(option->state & State_ReadOnly);
            const bool strong = (option->state & State_HasFocus) ||
                                (widget != nullptr && widget->property("countersignBad").toBool());
            drawBox(*painter, option->rect, kControlRadius,
                    shade(scheme, usable ? Shade::Card : Shade::Disabled),
                    controlLine(scheme, option, widget), strong ? 1.5 : 1.0);
            return;
        }
        case PE_FrameLineEdit:
        case PE_FrameFocusRect:
            return;  // the focus ring is drawn around the control, see FocusRing
        case PE_FrameMenu:
        case PE_PanelMenu:
            painter->fillRect(option->rect, shade(scheme, Shade::Card));
            painter->setPen(shade(scheme, Shade::ControlLine));
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            return;
        case PE_PanelTipLabel:
            painter->fillRect(option->rect, shade(scheme, Shade::InformationGround));
            painter->setPen(shade(scheme, Shade::Information));
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            return;
        case PE_PanelItemViewRow:
            return;
        case PE_PanelItemViewItem: {
            const bool selected = (option->state & State_Selected) != 0;
            const bool near = (option->state & State_MouseOver) != 0;
            if (selected || near) {
                painter->fillRect(option->rect, shade(scheme, selected ? Shade::AccentGround : Shade::Hover));
            }
            return;
        }
        case PE_IndicatorCheckBox: {
            const bool on = (option->state & State_On) != 0;
            drawBox(*painter, option->rect, 5, shade(scheme, on ? Shade::Accent : Shade::Card),
                    shade(scheme, on ? Shade::Accent : Shade::ControlLine), 1.5);
            if (on) {
                drawIcon(*painter, QRectF(option->rect).adjusted(3, 3, -3, -3), u"tick",
                         shade(scheme, Shade::OnAccent));
            }
            return;
        }
        default:
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const {
    const Scheme scheme = schemeFor(option);
    if (element == CE_ProgressBarGroove || element == CE_ProgressBarContents) {
        drawProgress(*option, *painter, element == CE_ProgressBarContents);
        return;
    }
    if (element == CE_FocusFrame) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(shade(scheme, Shade::Information), kFocusRing));
        const double half = kFocusRing / 2.0;
        const double radius = kControlRadius + kFocusGap + half;
        painter->drawRoundedRect(QRectF(option->rect).adjusted(half, half, -half, -half), radius, radius);
        painter->restore();
        return;
    }
    if (element == CE_ComboBoxLabel) {
        const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        if (box == nullptr) return;
        const QRect text = subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget);
        painter->setPen(option->palette.color(
            option->state & State_Enabled ? QPalette::Active : QPalette::Disabled, QPalette::Text));
        const QString shown = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, text.width());
        painter->drawText(
            text, static_cast<int>(visualAlignment(box->direction, Qt::AlignLeft | Qt::AlignVCenter)), shown);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const {
    const Scheme scheme = schemeFor(option);
    if (control == CC_ComboBox) {
        const bool usable = (option->state & State_Enabled) != 0;
        const bool strong = (option->state & (State_HasFocus | State_On)) != 0;
        drawBox(*painter, option->rect, kControlRadius, shade(scheme, usable ? Shade::Card : Shade::Disabled),
                controlLine(scheme, option, widget), strong ? 1.5 : 1.0);
        const QRect arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
        QRectF square(0, 0, scaled(20), scaled(20));
        square.moveCenter(QRectF(arrow).center());
        drawIcon(*painter, square, u"chevron_down", shade(scheme, usable ? Shade::Ink : Shade::DisabledInk));
        return;
    }
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            painter->save();
            drawScrollBar(*bar, *painter,
                          proxy()->subControlRect(control, option, SC_ScrollBarSlider, widget));
            painter->restore();
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    if (element == SE_LineEditContents) {
        if (qobject_cast<const QComboBox*>(widget != nullptr ? widget->parentWidget() : nullptr)) {
            return option->rect;
        }
        return option->rect.adjusted(kFieldPadding - 2, 1, -(kFieldPadding - 2), -1);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl subControl,
                            const QWidget* widget) const {
    if (control == CC_ComboBox) {
        const int arrow = scaled(20) + 2 * kFieldPadding - 4;
        QRect rect = option->rect;
        switch (subControl) {
            case SC_ComboBoxArrow:
                rect.setLeft(rect.right() - arrow + 1);
                break;
            case SC_ComboBoxEditField:
                rect.adjust(kFieldPadding, 1, -arrow, -1);
                break;
            case SC_ComboBoxListBoxPopup:
                return rect.translated(0, 4);
            default:
                return rect;
        }
        return visualRect(option->direction, option->rect, rect);
    }
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (bar != nullptr) {
            // No buttons at the ends: the whole length is groove.
            const QRect whole = bar->rect;
            const bool across = bar->orientation == Qt::Horizontal;
            const int length = across ? whole.width() : whole.height();
            const int range = bar->maximum - bar->minimum;
            int thumb = length;
            if (range > 0) {
                thumb = qMax(scaled(32), static_cast<int>(static_cast<qint64>(bar->pageStep) * length /
                                                          (static_cast<qint64>(range) + bar->pageStep)));
                thumb = qMin(thumb, length);
            }
            const int at = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                   length - thumb, bar->upsideDown);
            QRect rect;
            switch (subControl) {
                case SC_ScrollBarGroove:
                    return whole;
                case SC_ScrollBarSlider:
                    rect = across ? QRect(at, 0, thumb, whole.height()) : QRect(0, at, whole.width(), thumb);
                    break;
                case SC_ScrollBarSubPage:
                    rect = across ? QRect(0, 0, at, whole.height()) : QRect(0, 0, whole.width(), at);
                    break;
                case SC_ScrollBarAddPage:
                    rect = across ? QRect(at + thumb, 0, length - at - thumb, whole.height())
                                  : QRect(0, at + thumb, whole.width(), length - at - thumb);
                    break;
                default:
                    return {};
            }
            return visualRect(bar->direction, whole, rect.translated(whole.topLeft()));
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const {
    switch (type) {
        case CT_LineEdit:
            return {size.width() + 2 * kFieldPadding, qMax(size.height() + 2, scaled(kControlHeight))};
        case CT_ComboBox:
            return {size.width() + scaled(20) + 3 * kFieldPadding,
                    qMax(size.height() + 2, scaled(kControlHeight))};
        case CT_PushButton: {  // of Qt's own dialogs; the program's buttons measure themselves
            const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
            return {qMax(base.width() + scaled(16), scaled(104)), qMax(base.height(), scaled(40))};
        }
        case CT_ItemViewItem: {
            const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
            return {base.width() + scaled(16), qMax(base.height(), scaled(40))};
        }
        default:
            return QProxyStyle::sizeFromContents(type, option, size, widget);
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_FocusFrameHMargin:
        case PM_FocusFrameVMargin:
            return kFocusRing + kFocusGap;
        case PM_ScrollBarExtent:
            return kScrollBar;
        case PM_ScrollBarSliderMin:
            return scaled(32);
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
            return scaled(22);
        case PM_CheckBoxLabelSpacing:
            return scaled(10);
        case PM_ButtonShiftHorizontal:
        case PM_ButtonShiftVertical:
            return 0;
        case PM_TextCursorWidth:
            return 2;
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* data) const {
    switch (hint) {
        case SH_FocusFrame_AboveWidget:
            return 1;
        case SH_FocusFrame_Mask:
            return 0;
        case SH_DialogButtonBox_ButtonsHaveIcons:
            return 0;
        case SH_ComboBox_Popup:
            return 0;
        case SH_EtchDisabledText:
        case SH_DitherDisabledText:
            return 0;
        case SH_UnderlineShortcut:
            return 0;
        case SH_ItemView_ShowDecorationSelected:
            return 1;
        default:
            return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void applyTheme(QApplication& application, Scheme scheme, double scale) {
    if (qobject_cast<Style*>(application.style()) == nullptr) QApplication::setStyle(new Style);
    QApplication::setFont(applicationFont(qBound(1.0, scale, 2.0)));
    QApplication::setPalette(qtPalette(scheme));
}

}  // namespace countersign::ui
