// Names in the settings file (STATE/settings.ini) that more than the window writes. Constants.
#pragma once

namespace countersign {

inline constexpr const char* kSettingsFile = "settings.ini";
inline constexpr const char* kThemeKey = "window/theme";
inline constexpr const char* kLanguageKey = "window/language";
inline constexpr const char* kTextKey = "window/text_percent";

}  // namespace countersign
