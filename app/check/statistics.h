// Quantiles and process figures for reports. Any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

namespace countersign::check {

// Linear between ranks; 0 for no values.
[[nodiscard]] double quantile(std::vector<double> values, double share);
[[nodiscard]] nlohmann::json p50p95(const std::vector<double>& values);  // {"p50":..,"p95":..}
[[nodiscard]] double peakRssMb();                                        // of this process so far
[[nodiscard]] double processCpuMillis();                                 // all threads
[[nodiscard]] double rounded(double value, int digits);

}  // namespace countersign::check
