// The one place with colours: every shade of the program, light and dark. GUI thread.
// Widgets ask for a shade by name with themselves as the first argument; which scheme applies is read from
// the widget's own QPalette, so a window can be dark on its own (setPalette(qtPalette(Scheme::Dark))).
#pragma once

#include <QColor>
#include <QPalette>

class QWidget;

namespace countersign::ui {

enum class Scheme { Light = 1, Dark };

enum class Shade {
    Ground = 1,   // behind everything
    Card,         // cards, fields, bars
    Ink,          // text
    SecondInk,    // helper text
    Line,         // hairlines of things that only divide
    ControlLine,  // outline of things that can be used: at least 3:1 against ground and card
    Accent,       // the one bold button, done, right
    AccentHover,
    AccentPressed,
    OnAccent,  // text on Accent
    AccentGround,
    Warning,
    WarningGround,
    WarningMark,  // dots and bars; not for text
    Bad,
    BadGround,
    Information,  // also the focus ring
    InformationGround,
    Hover,  // a control under the pointer
    Pressed,
    Disabled,       // ground of a control that cannot be used now
    DisabledInk,    // its text
    Track,          // the empty part of meters and rings
    PictureGround,  // behind a camera picture, same in both schemes
    PictureDim,     // laid over the part of a picture that does not matter (translucent)
    OnPicture,      // lines and arrows drawn on a picture
    OnPictureIdle,  // the same, not active (translucent)
    OnPictureGood,  // progress drawn on a picture
    OnPictureWarning,
    CodeInk,  // QR codes: dark on light in both schemes, or readers fail
    CodeGround,
};

[[nodiscard]] QColor shade(Scheme scheme, Shade shade);
[[nodiscard]] QColor shade(const QWidget& widget, Shade shade);
[[nodiscard]] Scheme schemeOf(const QWidget& widget);

// How a statement is meant. Always shown with a sign as well as a colour.
enum class Tone { Neutral = 1, Good, Information, Warning, Bad };
[[nodiscard]] Shade toneInk(Tone tone);
[[nodiscard]] Shade toneGround(Tone tone);

// Qt's roles filled from the shades. Labels take their colour by role and so follow a change of scheme:
// Ink = WindowText, SecondInk = PlaceholderText, Accent = Link, Warning = LinkVisited, Bad = BrightText,
// Information = ToolTipText, Line = Mid.
[[nodiscard]] QPalette qtPalette(Scheme scheme);
[[nodiscard]] QPalette::ColorRole roleOf(Shade shade);  // only the shades named above; else WindowText

}  // namespace countersign::ui
