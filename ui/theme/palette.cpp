#include "theme/palette.h"

#include <QWidget>
#include <array>

namespace countersign::ui {
namespace {

struct Row {
    Shade shade;
    QRgb light;
    QRgb dark;
};

// Text shades reach 4.5:1 on Ground, Card and their own ground; tests/widget/theme_test.cpp measures it.
constexpr std::array kRows{
    Row{Shade::Ground, 0xFFF4F6F4, 0xFF101613},
    Row{Shade::Card, 0xFFFFFFFF, 0xFF19211D},
    Row{Shade::Ink, 0xFF15211C, 0xFFEDF3EF},
    Row{Shade::SecondInk, 0xFF55635C, 0xFFA5B3AB},
    Row{Shade::Line, 0xFFDCE3DE, 0xFF2C3832},
    Row{Shade::ControlLine, 0xFF82908A, 0xFF66776E},
    Row{Shade::Accent, 0xFF0A6B58, 0xFF49C3A6},
    Row{Shade::AccentHover, 0xFF085A4A, 0xFF62CFB5},
    Row{Shade::AccentPressed, 0xFF06483B, 0xFF37A88D},
    Row{Shade::OnAccent, 0xFFFFFFFF, 0xFF0B1512},
    Row{Shade::AccentGround, 0xFFE2F1EC, 0xFF143A31},
    Row{Shade::Warning, 0xFF8A4A00, 0xFFF2B45C},
    Row{Shade::WarningGround, 0xFFFCF0DF, 0xFF3A2A12},
    Row{Shade::WarningMark, 0xFFD6841A, 0xFFD98B1E},
    Row{Shade::Bad, 0xFFA9241D, 0xFFFF8A80},
    Row{Shade::BadGround, 0xFFFBE7E5, 0xFF401B19},
    Row{Shade::Information, 0xFF1D5A9E, 0xFF8CBBF2},
    Row{Shade::InformationGround, 0xFFE6EFF9, 0xFF16283D},
    Row{Shade::Hover, 0xFFEDF1EE, 0xFF222C27},
    Row{Shade::Pressed, 0xFFE1E8E3, 0xFF2A352F},
    Row{Shade::Disabled, 0xFFE6EAE7, 0xFF222B26},
    Row{Shade::DisabledInk, 0xFF66736C, 0xFF8F9D95},
    Row{Shade::Track, 0xFFDDE3DF, 0xFF36423C},
    Row{Shade::PictureGround, 0xFF1A211E, 0xFF0A0E0C},
    Row{Shade::PictureDim, 0xA8101613, 0xA8101613},
    Row{Shade::OnPicture, 0xFFFFFFFF, 0xFFFFFFFF},
    Row{Shade::OnPictureIdle, 0x73FFFFFF, 0x73FFFFFF},
    Row{Shade::OnPictureGood, 0xFF49C3A6, 0xFF49C3A6},
    Row{Shade::OnPictureWarning, 0xFFF2B45C, 0xFFF2B45C},
    Row{Shade::CodeInk, 0xFF15211C, 0xFF15211C},
    Row{Shade::CodeGround, 0xFFFFFFFF, 0xFFFFFFFF},
};

}  // namespace

QColor shade(Scheme scheme, Shade wanted) {
    for (const Row& row : kRows) {
        if (row.shade == wanted) return QColor::fromRgba(scheme == Scheme::Dark ? row.dark : row.light);
    }
    return {};
}

Scheme schemeOf(const QWidget& widget) {
    return widget.palette().color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
}

QColor shade(const QWidget& widget, Shade wanted) {
    return shade(schemeOf(widget), wanted);
}

Shade toneInk(Tone tone) {
    switch (tone) {
        case Tone::Neutral:
            return Shade::SecondInk;
        case Tone::Good:
            return Shade::Accent;
        case Tone::Information:
            return Shade::Information;
        case Tone::Warning:
            return Shade::Warning;
        case Tone::Bad:
            return Shade::Bad;
    }
    return Shade::Ink;
}

Shade toneGround(Tone tone) {
    switch (tone) {
        case Tone::Neutral:
            return Shade::Hover;
        case Tone::Good:
            return Shade::AccentGround;
        case Tone::Information:
            return Shade::InformationGround;
        case Tone::Warning:
            return Shade::WarningGround;
        case Tone::Bad:
            return Shade::BadGround;
    }
    return Shade::Card;
}

QPalette qtPalette(Scheme scheme) {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Shade of) { palette.setColor(role, shade(scheme, of)); };
    set(QPalette::Window, Shade::Ground);
    set(QPalette::WindowText, Shade::Ink);
    set(QPalette::Base, Shade::Card);
    set(QPalette::AlternateBase, Shade::Ground);
    set(QPalette::Text, Shade::Ink);
    set(QPalette::Button, Shade::Card);
    set(QPalette::ButtonText, Shade::Ink);
    set(QPalette::PlaceholderText, Shade::SecondInk);
    set(QPalette::ToolTipBase, Shade::InformationGround);
    set(QPalette::ToolTipText, Shade::Information);
    set(QPalette::BrightText, Shade::Bad);
    set(QPalette::Link, Shade::Accent);
    set(QPalette::LinkVisited, Shade::Warning);
    set(QPalette::Highlight, Shade::InformationGround);
    set(QPalette::HighlightedText, Shade::Ink);
    set(QPalette::Light, Shade::Card);
    set(QPalette::Midlight, Shade::Line);
    set(QPalette::Mid, Shade::Line);
    set(QPalette::Dark, Shade::ControlLine);
    set(QPalette::Shadow, Shade::Line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, shade(scheme, Shade::DisabledInk));
    }
    return palette;
}

QPalette::ColorRole roleOf(Shade wanted) {
    switch (wanted) {
        case Shade::SecondInk:
            return QPalette::PlaceholderText;
        case Shade::Accent:
            return QPalette::Link;
        case Shade::Warning:
            return QPalette::LinkVisited;
        case Shade::Bad:
            return QPalette::BrightText;
        case Shade::Information:
            return QPalette::ToolTipText;
        case Shade::Line:
            return QPalette::Mid;
        default:
            return QPalette::WindowText;
    }
}

}  // namespace countersign::ui
