#include "core/markup.h"

namespace countersign {
namespace {

bool control(char letter) {
    return static_cast<unsigned char>(letter) < 0x20 && letter != '\n' && letter != '\t' && letter != '\r';
}

}  // namespace

std::string escapedMarkup(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (const char letter : text) {
        switch (letter) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += control(letter) ? ' ' : letter;
        }
    }
    return safe;
}

}  // namespace countersign
