#include "theme/type.h"

#include <QApplication>
#include <algorithm>
#include <cmath>

namespace countersign::ui {
namespace {

constexpr double kBodyPx = 15.0;

struct Cut {
    double px;
    QFont::Weight weight;
};

Cut cutOf(TextStyle style) {
    switch (style) {
        case TextStyle::Body:
            return {15, QFont::Normal};
        case TextStyle::BodyBold:
            return {15, QFont::DemiBold};
        case TextStyle::Small:
            return {13, QFont::Normal};
        case TextStyle::SmallBold:
            return {13, QFont::DemiBold};
        case TextStyle::Field:
            return {17, QFont::Normal};
        case TextStyle::Button:
            return {16, QFont::DemiBold};
        case TextStyle::CardTitle:
            return {16, QFont::Bold};
        case TextStyle::PageTitle:
            return {24, QFont::Bold};
        case TextStyle::Instruction:
            return {28, QFont::Bold};
        case TextStyle::Buyer:
            return {58, QFont::Bold};
        case TextStyle::BuyerSecond:
            return {26, QFont::Normal};
    }
    return {15, QFont::Normal};
}

}  // namespace

double textScale() {
    const int px = QApplication::font().pixelSize();
    return px > 0 ? px / kBodyPx : 1.0;
}

int scaled(int pixelsAt100) {
    return static_cast<int>(std::lround(pixelsAt100 * textScale()));
}

QFont textFont(TextStyle style) {
    const Cut cut = cutOf(style);
    QFont font = QApplication::font();
    font.setPixelSize(std::max(8, static_cast<int>(std::lround(cut.px * textScale()))));
    font.setWeight(cut.weight);
    return font;
}

QFont applicationFont(double scale) {
    QFont font;
    // The UI cut of the Arabic letters: the other one asks for lines twice as high as the letters.
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC"),
                      QStringLiteral("Noto Sans Arabic UI"), QStringLiteral("Noto Sans Arabic")});
    font.setPixelSize(static_cast<int>(std::lround(kBodyPx * scale)));
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

}  // namespace countersign::ui
