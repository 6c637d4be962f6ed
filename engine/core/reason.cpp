#include "core/reason.h"

#include <algorithm>
#include <array>
#include <utility>

namespace countersign {
namespace {

constexpr std::array<std::pair<Reason, std::string_view>, 25> kNames{{
    {Reason::NoFace, "no_face"},
    {Reason::MoreThanOneFace, "more_than_one_face"},
    {Reason::TooFar, "too_far"},
    {Reason::TooNear, "too_near"},
    {Reason::OffCentre, "off_centre"},
    {Reason::TooDark, "too_dark"},
    {Reason::TooBright, "too_bright"},
    {Reason::LightFromOneSide, "light_from_one_side"},
    {Reason::Blurred, "blurred"},
    {Reason::EyesNotVisible, "eyes_not_visible"},
    {Reason::FaceCovered, "face_covered"},
    {Reason::NotFacing, "not_facing"},
    {Reason::WrongAction, "wrong_action"},
    {Reason::ActionTooEarly, "action_too_early"},
    {Reason::ActionNotSeenInTime, "action_not_seen_in_time"},
    {Reason::FaceLost, "face_lost"},
    {Reason::AnotherFaceAppeared, "another_face_appeared"},
    {Reason::FlatFace, "flat_face"},
    {Reason::ScreenOrPrintSuspected, "screen_or_print_suspected"},
    {Reason::CameraNotTrusted, "camera_not_trusted"},
    {Reason::CameraTooSlowOrSmall, "camera_too_slow_or_small"},
    {Reason::NotThePersonOnTheDocument, "not_the_person_on_the_document"},
    {Reason::UnsureAPersonMustLook, "unsure_a_person_must_look"},
    {Reason::DocumentUnreadable, "document_unreadable"},
    {Reason::PortraitNotFound, "portrait_not_found"},
}};

}  // namespace

std::string_view reasonName(Reason reason) {
    for (const auto& [value, name] : kNames) {
        if (value == reason) return name;
    }
    return "invalid";
}

std::optional<Reason> reasonFromName(std::string_view name) {
    for (const auto& [value, known] : kNames) {
        if (known == name) return value;
    }
    return std::nullopt;
}

// Appended and turned round: GCC 12 warns of a null pointer in insert() at the begin that is none.
void putFirst(std::vector<Reason>& reasons, Reason dominant) {
    std::erase(reasons, dominant);
    reasons.push_back(dominant);
    std::rotate(reasons.begin(), reasons.end() - 1, reasons.end());
}

void putLast(std::vector<Reason>& reasons, Reason besides) {
    if (std::find(reasons.begin(), reasons.end(), besides) == reasons.end()) reasons.push_back(besides);
}

}  // namespace countersign
