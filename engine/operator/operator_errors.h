// The one place where each of the operator's errors is raised, for this folder and the gateway program.
// `where` is the caller.
#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "protocol/refusal.h"

namespace countersign {

[[nodiscard]] Error folderUnusable(std::string what, const char* file = __builtin_FILE(),
                                   int line = __builtin_LINE());
[[nodiscard]] Error noGatewayHere();
[[nodiscard]] Error certificateFailed(std::string what, const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE());
[[nodiscard]] Error gatewayNotStarted(std::string what, const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE());
[[nodiscard]] Error noSuchRecord(const char* file = __builtin_FILE(), int line = __builtin_LINE());
[[nodiscard]] Error counterUnknown(const char* file = __builtin_FILE(), int line = __builtin_LINE());
[[nodiscard]] Error chainNotWhole(int findings, const char* file = __builtin_FILE(),
                                  int line = __builtin_LINE());
[[nodiscard]] Error caseSettled(const char* file = __builtin_FILE(), int line = __builtin_LINE());
[[nodiscard]] Error payloadNotOpened(std::string what, const char* file = __builtin_FILE(),
                                     int line = __builtin_LINE());
[[nodiscard]] Error indexKeyUnusable(std::string what, const char* file = __builtin_FILE(),
                                     int line = __builtin_LINE());
[[nodiscard]] Error regulatorUnreachable(std::string what, const char* file = __builtin_FILE(),
                                         int line = __builtin_LINE());
[[nodiscard]] Error regulatorAnswerForged(std::string what, const char* file = __builtin_FILE(),
                                          int line = __builtin_LINE());
[[nodiscard]] Error regulatorRefused(std::string what, const char* file = __builtin_FILE(),
                                     int line = __builtin_LINE());
[[nodiscard]] Error reviewerRejected(std::string what, const char* file = __builtin_FILE(),
                                     int line = __builtin_LINE());
[[nodiscard]] Error consoleNotStarted(std::string what, const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE());
[[nodiscard]] Error keysNotEverywhere(std::uint64_t version, const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE());

// What is said to a counter whose message could not be read or believed.
[[nodiscard]] Refusal refusalOf(ErrorCode code);

}  // namespace countersign
