// What a buyer can be asked to do. Sides are the person's own: a turn to the left moves the nose towards the
// right edge of an unmirrored picture.
#pragma once

#include <optional>
#include <string_view>

namespace countersign {

enum class Action { Blink = 1, TurnLeft, TurnRight, LookUp, LookDown };

// As in the check tool's JSON: blink, left, right, up, down.
[[nodiscard]] constexpr std::string_view actionName(Action action) {
    switch (action) {
        case Action::Blink: return "blink";
        case Action::TurnLeft: return "left";
        case Action::TurnRight: return "right";
        case Action::LookUp: return "up";
        case Action::LookDown: return "down";
    }
    return "invalid";
}

[[nodiscard]] constexpr std::optional<Action> actionFromName(std::string_view name) {
    for (const auto action :
         {Action::Blink, Action::TurnLeft, Action::TurnRight, Action::LookUp, Action::LookDown}) {
        if (actionName(action) == name) return action;
    }
    return {};
}

}  // namespace countersign
