// Sizes of text and of everything that grows with it. GUI thread.
// The application's font carries the user's text size (15 px at 100%); nothing else does.
#pragma once

#include <QFont>

namespace countersign::ui {

enum class TextStyle {
    Body = 1,  // 15 px
    BodyBold,  // 15 px
    Small,     // 13 px: helper, chips, table heads
    SmallBold,
    Field,        // 16 px: what was typed
    Button,       // 16 px semibold
    CardTitle,    // 16 px bold
    PageTitle,    // 24 px
    Instruction,  // 28 px
    Buyer,        // 58 px, the buyer's screen
    BuyerSecond,  // 26 px, the second language there
};

[[nodiscard]] QFont textFont(TextStyle style);
[[nodiscard]] double textScale();                   // 1.0 at 100%
[[nodiscard]] int scaled(int pixelsAt100);          // grows with the text
[[nodiscard]] QFont applicationFont(double scale);  // Noto Sans, then Noto Sans CJK SC, then Noto Sans Arabic

}  // namespace countersign::ui
