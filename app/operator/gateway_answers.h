// What the gateway answers to which request, apart from how both travel. Any thread; everything passed in
// outlives it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/log.h"
#include "operator/contact_desk.h"
#include "operator/deletion_desk.h"
#include "operator/enrolment_desk.h"
#include "operator/ingest.h"
#include "operator/part_desk.h"

namespace countersign {

enum class Route { None = 1, Health, Description, Enrol, Records, Batch, Contact, Part, Deletion };

struct RouteRule {
    Route route = Route::None;
    std::string_view method;
    std::string_view path;      // one that ends in "{code}": whatever stands there is the request's argument
    std::size_t bodyLimit = 0;  // bytes
    // Only a counter that has its certificate has business here. It comes with a contact, so that contacts
    // and the enrolment have to do without.
    bool ofCounter = false;
};
[[nodiscard]] std::span<const RouteRule> routeRules();
// Null: none of ours.
[[nodiscard]] const RouteRule* findRoute(std::string_view method, std::string_view path);
// What stands in the place of "{code}".
[[nodiscard]] std::string_view argumentOf(const RouteRule& rule, std::string_view path);
[[nodiscard]] std::string_view routeName(Route route);  // its path, or "other": nothing a stranger chose

struct Answer {
    unsigned status = 200;
    Bytes body;
    std::string_view result;  // a fixed word, for log and metrics
    std::optional<DeviceId> deviceId;
    bool alarm = false;                     // signed and yet at odds with what is known
    std::vector<std::string_view> records;  // one fixed word for each that was judged
    std::string_view contentType;           // empty: a message
    std::string_view retryAfter;            // seconds; empty: what the status usually has
    std::vector<std::pair<const char*, std::string>> headers;
};
[[nodiscard]] Answer refuse(Refusal refusal);

// What came, apart from the way it came.
struct GatewayRequest {
    Route route = Route::None;
    ByteView body;
    std::optional<DeviceId> channel;  // whom the connection has proven to be
    // Of a route with an argument only:
    std::string argument, accept, acceptLanguage;  // as the client wrote them
    std::string address;                           // from where (client_address.h)
};

// Who answers what.
struct GatewayDesks {
    Ingest& ingest;
    EnrolmentDesk& enrolment;
    ContactDesk& contacts;
    PartDesk& parts;
    Ledger& ledger;
    const BodyStore& bodies;
    DeletionDesk& deletions;
    std::string operatorName;  // as the policy has it for people; may be empty
};

class GatewayAnswers {
  public:
    GatewayAnswers(const GatewayDesks& desks, Log& log) : m_desks(desks), m_log(log) {}

    // Waits for the disk.
    [[nodiscard]] Answer to(const GatewayRequest& request);
    [[nodiscard]] GroupFigures groups() const { return m_desks.ingest.groups(); }

  private:
    [[nodiscard]] Answer health();
    [[nodiscard]] Answer deletion(const GatewayRequest& request);
    [[nodiscard]] Answer batch(ByteView body, const std::optional<DeviceId>& channel);
    [[nodiscard]] Answer failed(const Error& error);

    GatewayDesks m_desks;
    Log& m_log;
};

}  // namespace countersign
