#include "statistics.h"

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cmath>

namespace countersign::check {

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

nlohmann::json p50p95(const std::vector<double>& values) {
    return {{"p50", rounded(quantile(values, 0.5), 3)}, {"p95", rounded(quantile(values, 0.95), 3)}};
}

double peakRssMb() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return rounded(static_cast<double>(usage.ru_maxrss) / 1024, 1);  // Linux counts in KiB
}

double processCpuMillis() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double rounded(double value, int digits) {
    const double unit = std::pow(10.0, digits);
    return std::round(value * unit) / unit;
}

}  // namespace countersign::check
