// What the gateway answers to which request, apart from how both travel. Any thread; everything passed in
// outlives it.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/log.h"
#include "operator/contact_desk.h"
#include "operator/enrolment_desk.h"
#include "operator/ingest.h"
#include "operator/part_desk.h"

namespace countersign {

enum class Route { None = 1, Health, Description, Enrol, Records, Batch, Contact, Part };

struct RouteRule {
    Route route = Route::None;
    std::string_view method;
    std::string_view path;
    std::size_t bodyLimit = 0;  // bytes
    // Only a counter that has its certificate has business here. It comes with a contact, so that contacts
    // and the enrolment have to do without.
    bool ofCounter = false;
};
[[nodiscard]] std::span<const RouteRule> routeRules();
// Null: none of ours.
[[nodiscard]] const RouteRule* findRoute(std::string_view method, std::string_view path);
[[nodiscard]] std::string_view routeName(Route route);  // its path, or "other": nothing a stranger chose

struct Answer {
    unsigned status = 200;
    Bytes body;
    std::string_view result;  // a fixed word, for log and metrics
    std::optional<DeviceId> deviceId;
    bool alarm = false;                     // signed and yet at odds with what is known
    std::vector<std::string_view> records;  // one fixed word for each that was judged
    std::string_view contentType;           // empty: a message
};
[[nodiscard]] Answer refuse(Refusal refusal);

// Who answers what.
struct GatewayDesks {
    Ingest& ingest;
    EnrolmentDesk& enrolment;
    ContactDesk& contacts;
    PartDesk& parts;
    Ledger& ledger;
    const BodyStore& bodies;
};

class GatewayAnswers {
  public:
    GatewayAnswers(const GatewayDesks& desks, Log& log) : m_desks(desks), m_log(log) {}

    // Waits for the disk. `channel`: whom the connection has proven to be.
    [[nodiscard]] Answer to(Route route, ByteView body, const std::optional<DeviceId>& channel);
    [[nodiscard]] GroupFigures groups() const { return m_desks.ingest.groups(); }

  private:
    [[nodiscard]] Answer health();
    [[nodiscard]] Answer batch(ByteView body, const std::optional<DeviceId>& channel);
    [[nodiscard]] Answer failed(const Error& error);

    GatewayDesks m_desks;
    Log& m_log;
};

}  // namespace countersign
