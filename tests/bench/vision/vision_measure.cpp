// Measures single stages on labelled pictures: `vision_measure MODELS eyes|spoof|pairs|rotation
// FOLDER-OR-TSV`. Not a test: it prints figures to hold against those of the design papers.
#include <time.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "core/secret.h"
#include "vision/image_quality.h"
#include "vision/still_analyser.h"

using namespace countersign;
namespace fs = std::filesystem;

namespace {

std::vector<std::vector<std::string>> readTable(const fs::path& file) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::vector<std::string> cells;
        std::istringstream cut(line);
        for (std::string cell; std::getline(cut, cell, '\t');) cells.push_back(cell);
        rows.push_back(cells);
    }
    return rows;
}

int measureEyes(VisionModels& models, const fs::path& folder) {
    std::map<std::string, std::array<int, 2>> counts;  // right, all
    for (const auto& file : fs::directory_iterator(folder)) {
        const bool closed = file.path().string().find("_closed") != std::string::npos;
        const cv::Mat picture = cv::imread(file.path().string(), cv::IMREAD_GRAYSCALE);
        if (picture.empty()) continue;
        cv::Mat patch;
        cv::resize(picture, patch, cv::Size(24, 24), 0, 0, cv::INTER_AREA);
        const auto logit = models.eyes->closedMinusOpen(patch);
        if (!logit) return 1;
        auto& count = counts[std::string(closed ? "closed" : "open") +
                             (picture.cols == 24 ? " 24x24" : " other sizes")];
        count[0] += (*logit > 0) == closed ? 1 : 0;
        ++count[1];
    }
    for (const auto& [kind, count] : counts)
        std::cout << kind << ": right " << count[0] << " of " << count[1] << '\n';
    return 0;
}

int measureSpoof(VisionModels& models, const fs::path& table) {
    std::map<std::string, std::vector<float>> scores;
    int missed = 0;
    for (const auto& row : readTable(table)) {
        const cv::Mat picture = cv::imread((table.parent_path().parent_path() / row.at(0)).string());
        if (picture.empty()) continue;
        const auto faces = models.detector->detect(picture, DetectorPadding::FourToThree, 0.7F);
        if (!faces || faces->empty()) {
            ++missed;
            continue;
        }
        const auto live = models.passive->live(picture, faces->front().rect);
        if (!live) return 1;
        scores[row.at(2)].push_back(*live);
        scores["all " + row.at(1)].push_back(*live);
    }
    for (auto& [kind, values] : scores) {
        std::sort(values.begin(), values.end());
        const auto above =
            std::count_if(values.begin(), values.end(), [](float value) { return value >= 0.5F; });
        std::cout << kind << ": n " << values.size() << ", median " << values[values.size() / 2]
                  << ", at least 0.5: " << above << '\n';
    }
    std::cout << "no face: " << missed << '\n';
    return 0;
}

int measurePairs(VisionModels& models, const fs::path& table) {
    std::map<std::string, Embedding> known;
    StillAnalyser analyser(models);
    int missed = 0;
    const auto embeddingOf = [&](const std::string& name) -> const Embedding& {
        const auto found = known.find(name);
        if (found != known.end()) return found->second;
        const auto reading = analyser.analyse(cv::imread((table.parent_path() / name).string()));
        Embedding embedding;
        if (reading) embedding = reading->embedding;
        if (embedding.empty()) ++missed;
        return known[name] = embedding;
    };
    std::vector<std::pair<float, bool>> scores;
    for (const auto& row : readTable(table)) {
        const Embedding first = embeddingOf(row.at(0));
        scores.emplace_back(cosine(first, embeddingOf(row.at(1))), row.at(2) == "1");
    }
    std::sort(scores.begin(), scores.end());
    const auto genuine = std::count_if(scores.begin(), scores.end(), [](const auto& s) { return s.second; });
    auto right = genuine;  // threshold below all: every genuine pair is right
    auto best = right;
    float threshold = -1;
    for (const auto& [score, same] : scores) {
        right += same ? -1 : 1;
        if (right > best) {
            best = right;
            threshold = score;
        }
    }
    std::cout << scores.size() << " pairs, best accuracy "
              << 100.0 * static_cast<double>(best) / static_cast<double>(scores.size()) << "% above "
              << threshold << ", no face in " << missed << " of " << known.size() << " pictures\n";
    return 0;
}

// How a lying or upside-down picture can be told: every picture of the folder is turned by quarters, and each
// measure names one of the four as upright.
int measureRotation(VisionModels& models, const fs::path& folder) {
    std::map<std::string, int> right;
    std::map<std::string, std::vector<double>> upright, turned;
    int pictures = 0;
    for (const auto& file : fs::directory_iterator(folder)) {
        const cv::Mat picture = cv::imread(file.path().string());
        if (picture.empty()) continue;
        std::map<std::string, std::array<double, 4>> values;
        for (int quarter = 0; quarter < 4; ++quarter) {
            cv::Mat bgr = picture;
            if (quarter > 0) cv::rotate(picture, bgr, quarter - 1);
            const auto at = static_cast<std::size_t>(quarter);
            values["detector"][at] = -1;
            values["agreement"][at] = -9;
            const auto faces = models.detector->detect(bgr, DetectorPadding::FourToThree, 0.5F);
            if (!faces) return 1;
            if (faces->empty()) continue;
            cv::Mat grey;
            cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
            const auto box = faces->front().rect;
            const auto coarse = models.coarse->locate(grey, box);
            const auto fine = models.fine->locate(grey, box);
            if (!coarse || !fine) return 1;
            values["detector"][at] = static_cast<double>(faces->front().score);
            values["agreement"][at] = -landmarkDisagreement(*coarse, *fine);
        }
        ++pictures;
        for (const auto& [name, four] : values) {
            right[name] += std::max_element(four.begin(), four.end()) == four.begin() ? 1 : 0;
            upright[name].push_back(four[0]);
            turned[name].push_back(*std::max_element(four.begin() + 1, four.end()));
        }
    }
    for (const auto& [name, count] : right) {
        const auto quantile = [](std::vector<double> values, double share) {
            std::sort(values.begin(), values.end());
            return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
        };
        std::cout << name << ": upright chosen in " << count << " of " << pictures << "; upright 1% "
                  << quantile(upright[name], 0.01) << ", 5% " << quantile(upright[name], 0.05) << ", median "
                  << quantile(upright[name], 0.5) << "; best of the turned median "
                  << quantile(turned[name], 0.5) << ", 95% " << quantile(turned[name], 0.95) << ", 99% "
                  << quantile(turned[name], 0.99) << '\n';
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4 || !initCrypto()) return 2;
    limitComputeThreads(1);
    const auto catalogue = ModelCatalogue::builtIn(argv[1]);
    if (!catalogue) return 1;
    auto models = loadVisionModels(*catalogue, {});
    if (!models) {
        std::cerr << describe(models.error()) << '\n';
        return 1;
    }
    const std::string what = argv[2];
    if (what == "eyes") return measureEyes(*models, argv[3]);
    if (what == "spoof") return measureSpoof(*models, argv[3]);
    if (what == "pairs") return measurePairs(*models, argv[3]);
    if (what == "rotation") return measureRotation(*models, argv[3]);
    return 2;
}
