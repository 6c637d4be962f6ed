#include "calibration/scoring.h"

#include <algorithm>
#include <opencv2/core.hpp>

#include "calibration/calibration_errors.h"

namespace countersign {
namespace {

constexpr int kBlock = 256;  // rows compared at once

class Collector {
  public:
    Collector(const PictureList& list, const std::function<void(const ScoredPair&)>& visit)
        : m_list(list), m_visit(visit) {}

    void add(const ScoredPair& pair, const std::string& group) {
        put(m_scores.all, pair);
        if (!group.empty()) put(m_scores.groups[group], pair);
        if (m_visit) m_visit(pair);
    }
    // The group of pairs by identity: the one both belong to.
    void add(const ScoredPair& pair) {
        static const std::string none;
        const auto& first = m_list.pictures[pair.a].group;
        add(pair, first == m_list.pictures[pair.b].group ? first : none);
    }
    GroupedScores& scores() { return m_scores; }
    GroupedScores take() {
        m_scores.all.sort();
        for (auto& [name, group] : m_scores.groups) group.sort();
        return std::move(m_scores);
    }

  private:
    static void put(ScoreSet& scores, const ScoredPair& pair) {
        if (pair.same)
            scores.addGenuine(pair.similarity);
        else
            scores.addImpostor(pair.similarity);
    }
    const PictureList& m_list;
    const std::function<void(const ScoredPair&)>& m_visit;
    GroupedScores m_scores;
};

// The templates there are, one a row, and which picture each row is. Those of another length than the first,
// which a damaged cache could hold, are left out.
struct Rows {
    cv::Mat numbers;
    std::vector<std::size_t> picture;
};

Rows rowsOf(const std::vector<FaceTemplate>& templates) {
    Rows rows;
    for (std::size_t i = 0; i < templates.size(); ++i) {
        const auto& numbers = templates[i].embedding;
        const auto width = static_cast<int>(numbers.size());
        if (numbers.empty() || (!rows.numbers.empty() && width != rows.numbers.cols)) continue;
        rows.numbers.push_back(cv::Mat(1, width, CV_32F, const_cast<float*>(numbers.data())).clone());
        rows.picture.push_back(i);
    }
    return rows;
}

void countFailed(const std::vector<FaceTemplate>& templates, GroupedScores& scores) {
    scores.failedPictures = static_cast<std::size_t>(std::count_if(
        templates.begin(), templates.end(), [](const FaceTemplate& made) { return made.embedding.empty(); }));
}

Result<GroupedScores> scoreAllPairs(const PictureList& list, const std::vector<FaceTemplate>& templates,
                                    Collector& collector, const std::stop_token& stop) {
    const auto rows = rowsOf(templates);
    for (int top = 0; top < rows.numbers.rows; top += kBlock) {
        if (stop.stop_requested()) return failure(calibration::cancelled());
        const int bottom = std::min(top + kBlock, rows.numbers.rows);
        const cv::Mat block =
            rows.numbers.rowRange(top, bottom) * rows.numbers.rowRange(top, rows.numbers.rows).t();
        for (int y = 0; y < block.rows; ++y) {
            const auto a = rows.picture[static_cast<std::size_t>(top + y)];
            const auto* row = block.ptr<float>(y);
            for (int x = y + 1; x < block.cols; ++x) {
                const auto b = rows.picture[static_cast<std::size_t>(top + x)];
                collector.add({a, b, row[x], list.pictures[a].identity == list.pictures[b].identity});
            }
        }
    }
    return collector.take();
}

}  // namespace

Result<GroupedScores> scorePairs(const PictureList& list, const std::vector<FaceTemplate>& templates,
                                 const std::function<void(const ScoredPair&)>& visit,
                                 const std::stop_token& stop) {
    Collector collector(list, visit);
    countFailed(templates, collector.scores());
    if (list.pairs.empty()) return scoreAllPairs(list, templates, collector, stop);
    for (const auto& pair : list.pairs) {
        if (stop.stop_requested()) return failure(calibration::cancelled());
        const auto& a = templates[pair.a].embedding;
        const auto& b = templates[pair.b].embedding;
        if (a.empty() || a.size() != b.size()) {
            ++collector.scores().lostPairs;
            continue;
        }
        collector.add({pair.a, pair.b, cosine(a, b), pair.same}, pair.group);
    }
    return collector.take();
}

Result<GroupedScores> scoreAgainstTemplates(const PictureList& list,
                                            const std::vector<FaceTemplate>& templates, int frames,
                                            const std::function<void(const ScoredPair&)>& visit,
                                            const std::stop_token& stop) {
    Collector collector(list, visit);
    countFailed(templates, collector.scores());
    std::map<std::string, std::vector<std::size_t>> people;
    for (std::size_t i = 0; i < templates.size(); ++i) {
        if (!templates[i].embedding.empty()) people[list.pictures[i].identity].push_back(i);
    }
    const auto templateOf = [&](const std::vector<std::size_t>& pictures, std::size_t without) {
        std::vector<Embedding> chosen;
        for (const auto picture : pictures) {
            if (picture != without && chosen.size() < static_cast<std::size_t>(std::max(1, frames)))
                chosen.push_back(templates[picture].embedding);
        }
        return averageEmbedding(chosen);
    };
    for (const auto& [name, pictures] : people) {
        if (stop.stop_requested()) return failure(calibration::cancelled());
        const auto whole = templateOf(pictures, templates.size());
        for (std::size_t i = 0; i < templates.size(); ++i) {
            const auto& single = templates[i].embedding;
            if (single.empty()) continue;
            const bool same = list.pictures[i].identity == name;
            const auto other = same ? templateOf(pictures, i) : whole;
            if (other.empty() || other.size() != single.size()) continue;
            collector.add({i, pictures.front(), cosine(single, other), same});
        }
    }
    return collector.take();
}

}  // namespace countersign
