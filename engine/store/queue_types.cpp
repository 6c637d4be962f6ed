#include "store/queue_types.h"

#include <array>
#include <utility>

namespace countersign {
namespace {

constexpr std::array<std::pair<ClientState, std::string_view>, 5> kClientNames{{
    {ClientState::Waiting, "waiting"},
    {ClientState::Sending, "sending"},
    {ClientState::Sent, "sent"},
    {ClientState::SetAside, "set_aside"},
    {ClientState::Withdrawn, "withdrawn"},
}};

constexpr std::array<std::pair<ServerState, std::string_view>, 6> kServerNames{{
    {ServerState::None, "none"},
    {ServerState::Received, "received"},
    {ServerState::Accepted, "accepted"},
    {ServerState::Refused, "refused"},
    {ServerState::ComeBack, "come_back"},
    {ServerState::Activated, "activated"},
}};

template <class Names, class State>
std::string_view nameIn(const Names& names, State state) {
    for (const auto& [known, name] : names) {
        if (known == state) return name;
    }
    return "invalid";
}

template <class State, class Names>
std::optional<State> stateIn(const Names& names, std::string_view wanted) {
    for (const auto& [state, name] : names) {
        if (name == wanted) return state;
    }
    return std::nullopt;
}

}  // namespace

std::string_view clientStateName(ClientState state) {
    return nameIn(kClientNames, state);
}
std::optional<ClientState> clientStateFromName(std::string_view name) {
    return stateIn<ClientState>(kClientNames, name);
}
std::string_view serverStateName(ServerState state) {
    return nameIn(kServerNames, state);
}
std::optional<ServerState> serverStateFromName(std::string_view name) {
    return stateIn<ServerState>(kServerNames, name);
}

}  // namespace countersign
