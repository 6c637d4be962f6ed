// The gateway's address space; shared by the gateway and the counter's client.
#pragma once

#include <string_view>

namespace countersign {

inline constexpr std::string_view kHealthRoute = "/healthz";  // GET → 200 "ok"
inline constexpr std::string_view kDescriptionRoute =
    "/openapi.json";  // GET → what is written here, OpenAPI 3.1
inline constexpr std::string_view kEnrolRoute =
    "/v1/enrol";  // POST enrolment request → signed enrolment response
inline constexpr std::string_view kRecordsRoute = "/v1/records";  // POST one envelope → signed receipt

inline constexpr std::string_view kContactRoute = "/v1/contact";  // POST a contact → signed notice
inline constexpr std::string_view kBatchRoute = "/v1/batch";      // POST several envelopes → a word on each
inline constexpr std::string_view kPartRoute =
    "/v1/part";  // POST a part → how much is held, or signed receipt

// GET with the code on a buyer's receipt behind it → what was erased, for anybody who holds the receipt
inline constexpr std::string_view kDeletionsRoute = "/v1/deletions/";

inline constexpr std::string_view kEnvelopeContentType = "application/vnd.countersign.envelope";
inline constexpr std::string_view kMessageContentType = "application/json";
inline constexpr std::string_view kPartContentType = "application/vnd.countersign.part";
inline constexpr std::string_view kBatchContentType = "application/vnd.countersign.batch";

}  // namespace countersign
