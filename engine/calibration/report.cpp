#include "calibration/report.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/markup.h"

namespace countersign {
namespace {

using Json = nlohmann::ordered_json;

struct NamedRate {
    const char* name;
    double rate;
};
constexpr std::array<NamedRate, 4> kRates{{{"1e-2", 1e-2}, {"1e-3", 1e-3}, {"1e-4", 1e-4}, {"1e-5", 1e-5}}};

Json rounded(std::optional<double> value, double step = 1e-6) {
    if (!value) return nullptr;
    return std::round(*value / step) * step;
}

// Six figures that count, so that a rate of 1e-7 is not 0.
Json figures(std::optional<double> value) {
    if (!value) return nullptr;
    std::ostringstream text;
    text.precision(6);
    text << *value;
    return Json::parse(text.str());
}

Json limitsOf(const Rate& rate) {
    if (rate.of == 0) return nullptr;
    const auto limits = rate.limits();
    return {figures(limits.low), figures(limits.high)};
}

Json shareOf(std::int64_t count, std::size_t all) {
    if (all == 0) return nullptr;
    return figures(static_cast<double>(count) / static_cast<double>(all));
}

Json reportOf(const ScoreSet& scores, const MatchThresholds& bands) {
    Json report{{"genuine", scores.genuine().size()}, {"impostor", scores.impostor().size()}};
    report["accuracy_best"] = rounded(scores.bestAccuracy());
    Json fnmr = Json::object(), thresholds = Json::object(), limits = Json::object();
    for (const auto& [name, rate] : kRates) {
        const auto threshold = scores.thresholdAtFmr(rate);
        thresholds[name] = rounded(threshold);
        const auto missed = threshold ? scores.fnmr(*threshold) : Rate{};
        fnmr[name] = figures(missed.value());
        limits[name] = limitsOf(missed);
    }
    report["fnmr_at_fmr"] = fnmr;
    report["fnmr_at_fmr_ci95"] = limits;
    report["threshold_at_fmr"] = thresholds;
    report["eer"] = rounded(scores.equalErrorRate());
    const auto fmr = scores.fmr(bands.same), missed = scores.fnmr(bands.same);
    report["at_policy"] = {
        {"same", bands.same},
        {"unsure", bands.unsure},
        {"fmr", figures(fmr.value())},
        {"fmr_ci95", limitsOf(fmr)},
        {"fnmr", figures(missed.value())},
        {"fnmr_ci95", limitsOf(missed)},
        {"unsure_genuine", shareOf(scores.genuineWithin(bands.unsure, bands.same), scores.genuine().size())},
        {"unsure_impostor",
         shareOf(scores.impostorWithin(bands.unsure, bands.same), scores.impostor().size())},
        {"different_genuine", figures(scores.fnmr(bands.unsure).value())}};
    return report;
}

using Curve = std::pair<std::string, std::vector<DetPoint>>;
constexpr std::size_t kCurvePoints = 400;

std::vector<Curve> curvesOf(const GroupedScores& scores) {
    std::vector<Curve> curves{{"all", detCurve(scores.all, kCurvePoints)}};
    for (const auto& [name, group] : scores.groups) curves.emplace_back(name, detCurve(group, kCurvePoints));
    return curves;
}

// The square of the drawing: 1e-6 to 1 across, 1e-4 to 1 upward.
constexpr double kLeft = 80, kTop = 30, kWidth = 600, kHeight = 400;
constexpr int kDecadesAcross = 6, kDecadesUp = 4;

double across(double fmr) {
    return kLeft + kWidth * (1 + std::log10(std::max(fmr, std::pow(10, -kDecadesAcross))) / kDecadesAcross);
}
double upward(double fnmr) {
    return kTop - kHeight * std::log10(std::max(fnmr, std::pow(10, -kDecadesUp))) / kDecadesUp;
}

void drawAxes(std::ostream& svg) {
    const auto line = [&](double x1, double y1, double x2, double y2) {
        svg << "<line x1='" << x1 << "' y1='" << y1 << "' x2='" << x2 << "' y2='" << y2
            << "' stroke='#DCE3DE'/>\n";
    };
    for (int decade = 0; decade <= kDecadesAcross; ++decade) {
        const double x = across(std::pow(10, -decade));
        line(x, kTop, x, kTop + kHeight);
        svg << "<text x='" << x << "' y='" << kTop + kHeight + 20 << "' text-anchor='middle'>1e-" << decade
            << "</text>\n";
    }
    for (int decade = 0; decade <= kDecadesUp; ++decade) {
        const double y = upward(std::pow(10, -decade));
        line(kLeft, y, kLeft + kWidth, y);
        svg << "<text x='" << kLeft - 8 << "' y='" << y + 4 << "' text-anchor='end'>"
            << 100 * std::pow(10, -decade) << " %</text>\n";
    }
    svg << "<text x='" << kLeft + kWidth / 2 << "' y='" << kTop + kHeight + 44
        << "' text-anchor='middle'>false match rate (FMR)</text>\n<text transform='translate(20 "
        << kTop + kHeight / 2 << ") rotate(-90)' text-anchor='middle'>false non-match rate (FNMR)</text>\n";
}

}  // namespace

std::string matchReportJson(const GroupedScores& scores, const MatchThresholds& bands) {
    Json report{{"schema", "countersign.match/1"}};
    report.update(reportOf(scores.all, bands));
    report["failed_to_extract"] = scores.failedPictures;
    report["lost_pairs"] = scores.lostPairs;
    report["groups"] = Json::object();
    for (const auto& [name, group] : scores.groups) report["groups"][name] = reportOf(group, bands);
    return report.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string detTable(const GroupedScores& scores) {
    std::ostringstream table;
    table.precision(7);
    table << "group,threshold,fmr,fnmr\n";
    for (const auto& [name, points] : curvesOf(scores)) {
        std::string quoted = "\"";
        for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
        for (const auto& point : points)
            table << quoted << "\"," << point.threshold << ',' << point.fmr << ',' << point.fnmr << '\n';
    }
    return table.str();
}

std::string detSvg(const GroupedScores& scores, const MatchThresholds& bands) {
    static const std::array<const char*, 8> inks{"#0A6B58", "#1D5A9E", "#9A5200", "#A9241D",
                                                 "#6A3FA0", "#3B7A1E", "#8A6D00", "#15211C"};
    std::ostringstream svg;
    svg << "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 500' font-family='Noto Sans, "
           "sans-serif' "
           "font-size='13' fill='#15211C'>\n<rect width='900' height='500' fill='white'/>\n";
    drawAxes(svg);
    std::size_t number = 0;
    const auto curves = curvesOf(scores);
    for (const auto& [name, points] : curves) {
        const char* ink = inks[number % inks.size()];
        svg << "<polyline fill='none' stroke='" << ink << "' stroke-width='2' points='";
        for (const auto& point : points) svg << across(point.fmr) << ',' << upward(point.fnmr) << ' ';
        svg << "'/>\n";
        const auto& set = number == 0 ? scores.all : scores.groups.at(name);
        const auto fmr = set.fmr(bands.same).value(), fnmr = set.fnmr(bands.same).value();
        if (fmr && fnmr)
            svg << "<circle cx='" << across(*fmr) << "' cy='" << upward(*fnmr) << "' r='5' fill='" << ink
                << "'/>\n";
        const double y = kTop + 12 + 20 * static_cast<double>(number);
        svg << "<line x1='700' y1='" << y - 4 << "' x2='724' y2='" << y - 4 << "' stroke='" << ink
            << "' stroke-width='3'/><text x='730' y='" << y << "'>" << escapedMarkup(name) << "</text>\n";
        ++number;
    }
    svg << "<text x='700' y='" << kTop + kHeight << "' fill='#55635C'>dot: same at " << bands.same
        << "</text>\n</svg>\n";
    return svg.str();
}

std::string policyProposalJson(const BandChoice& choice, const BandTargets& targets,
                               const std::optional<ScoreCalibration>& calibration) {
    Json bounds = Json::object();
    for (const auto& group : choice.groups)
        bounds[group.group] = {{"same", figures(group.same)}, {"unsure", figures(group.unsure)}};
    const auto bands = bandsOf(choice);
    const auto setBy = [](const std::string& group) {
        return ", set by " + (group.empty() ? std::string("the limits in force") : group);
    };
    Json proposal{{"bands", {{"same", bands.same}, {"unsure", bands.unsure}}},
                  {"notes",
                   {{"bands", "same: at most " + figures(targets.falseMatch).dump() +
                                  " of impostor pairs in every group" + setBy(choice.sameFrom) +
                                  "; different: at most " + figures(targets.falseNonMatch).dump() +
                                  " of genuine pairs" + setBy(choice.unsureFrom)},
                    {"groups", bounds}}}};
    if (calibration) {
        constexpr double kStep = 10'000;
        auto& points = proposal["calibration"] = Json::array();
        for (const auto& point : calibration->points()) {
            points.push_back({std::round(point.similarity * kStep) / kStep,
                              std::round(point.log10Likelihood * 1000) / 1000});
        }
    }
    return proposal.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace countersign
