// Inside the folder only: the files that say what the operator gave to this counter, and their forms. One of
// them, "enrolment", is the enrolment and written as a whole; "keys" and "policy" hold what came since and
// name the enrolment they follow, so that another one is never laid over with them. Values; any thread.
//
// Older programs wrote the bare answer as "enrolment", its address as "gateway.json" and policies without a
// name of what they follow. These are read, and end with the next enrolment.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "protocol/keys.h"

namespace countersign::identity {

inline constexpr const char* kEnrolmentFile = "enrolment";  // its presence means "enrolled"
inline constexpr const char* kKeysFile = "keys";            // the key bundles since, if there came any
inline constexpr const char* kPolicyFile = "policy";        // only if one came since
inline constexpr const char* kReplacedFile = "replaced";    // only if the operator said so
inline constexpr const char* kGatewayFile = "gateway.json";

// A signed policy and whose it is: its key may be retired by now, and named nowhere else.
struct KeptPolicy {
    Bytes bytes;
    VerifyingKey by;
};

struct Enrolment {
    Bytes answer;
    std::string url, caPem;
    std::vector<Bytes> bundles{};        // that were in force before and stay so, after the answer's own
    std::optional<KeptPolicy> policy{};  // that was in force before and stays so
};

enum class Form { Bare = 1, Whole };  // bare: of before there was a whole one

struct StoredEnrolment {
    Enrolment enrolment;
    std::string mark;  // by which files name it
    Form form = Form::Whole;
};

[[nodiscard]] Bytes writeEnrolment(const Enrolment& enrolment);
// What writeEnrolment wrote. DeviceIdentityDamaged.
[[nodiscard]] Result<StoredEnrolment> readEnrolment(ByteView bytes);
// Of either form. DeviceIdentityDamaged.
[[nodiscard]] Result<StoredEnrolment> readEnrolment(const std::filesystem::path& folder);

// Every bundle since the enrolment, those it carried over included; none came: those alone.
// DeviceIdentityDamaged.
[[nodiscard]] Result<std::vector<Bytes>> readChain(const std::filesystem::path& folder,
                                                   const StoredEnrolment& enrolment);
[[nodiscard]] Status writeChain(const std::filesystem::path& folder, const StoredEnrolment& enrolment,
                                const std::vector<Bytes>& chain);

// The policy that came since the enrolment; empty: none did. DeviceIdentityDamaged.
[[nodiscard]] Result<Bytes> readPolicy(const std::filesystem::path& folder, const StoredEnrolment& enrolment);
// Whatever enrolment it follows; empty: there is none, or none that can be read.
[[nodiscard]] Bytes anyPolicy(const std::filesystem::path& folder);
[[nodiscard]] Status writePolicy(const std::filesystem::path& folder, const StoredEnrolment& enrolment,
                                 ByteView policy);

// What followed an enrolment that is none any more; what stays means nothing.
void removeFormer(const std::filesystem::path& folder);

}  // namespace countersign::identity
