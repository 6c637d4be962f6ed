// portrait_wear_measure MODELS LIST OUT.tsv: every picture of an identity list as a document's portrait, worn
// in every way, against the person's other pictures as they are, and against one picture of every other
// person.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "calibration/picture_list.h"
#include "enrolment/policy.h"
#include "matching/portrait_faults.h"
#include "support/worn_portrait.h"
#include "vision/portrait_wear.h"
#include "vision/still_analyser.h"

using namespace countersign;

namespace {

// The portrait as a document shows it: the face with a margin, 240 px wide at most.
cv::Mat portraitOf(const StillReading& reading) {
    const auto& face = reading.face->box.rect;
    const float side = std::max(face.width, face.height);
    const cv::Point2f middle = (face.tl() + face.br()) * 0.5F;
    const cv::Rect2f wide(middle.x - 0.85F * side, middle.y - 1.05F * side, 1.7F * side, 2.1F * side);
    cv::Mat crop = reading.picture(cv::Rect(wide) & cv::Rect({}, reading.picture.size()));
    if (crop.cols > 240)
        cv::resize(crop, crop, cv::Size(240, 240 * crop.rows / crop.cols), 0, 0, cv::INTER_AREA);
    return crop.clone();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "portrait_wear_measure MODELS LIST OUT.tsv\n";
        return 2;
    }
    const auto list = readIdentityList(argv[2]);
    const auto catalogue = ModelCatalogue::builtIn(argv[1]);
    if (!list || !catalogue) return 3;
    auto models = loadVisionModels(*catalogue, {});
    if (!models) return 4;
    limitComputeThreads(1);
    StillAnalyser analyser(*models);
    std::vector<std::optional<StillReading>> readings;
    for (const auto& listed : list->pictures) {
        auto reading = analyser.analyse(cv::imread(listed.file.string()));
        readings.push_back(reading && !reading->embedding.empty() ? std::optional(std::move(*reading))
                                                                  : std::nullopt);
    }
    std::ofstream out(argv[3]);
    out << "path\tgroup\twear\tfault\tgenuine\tworst_"
           "impostor\tgrain\tmidtones\tglare\tgrid\tcolour\tsharpness\tbright\tdark"
           "\teyes\tluminance\teye_glare\tcovered\n";
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!readings[i]) continue;
        const auto portrait = portraitOf(*readings[i]);
        const double scale = static_cast<double>(portrait.cols) / (1.7 * readings[i]->face->box.rect.width);
        const double eyes = readings[i]->face->quality.eyeDistancePx * std::min(1.0, scale);
        for (const auto& wear : test::wears()) {
            const auto reading =
                analyser.analyse(test::worn(portrait, wear.name, eyes, static_cast<unsigned>(i)));
            out << list->pictures[i].path << '\t' << list->pictures[i].group << '\t' << wear.name << '\t';
            if (!reading || !reading->face) {
                out << "no_face\n";
                continue;
            }
            const auto faults = portraitFaults(*reading, shippedPolicy().portrait);
            double genuine = 2, impostor = -2;
            std::map<std::string, bool> seen;
            for (std::size_t j = 0; j < readings.size() && !reading->embedding.empty(); ++j) {
                if (j == i || !readings[j]) continue;
                const double alike = cosine(reading->embedding, readings[j]->embedding);
                if (list->pictures[j].identity == list->pictures[i].identity)
                    genuine = std::min(genuine, alike);
                else if (!std::exchange(seen[list->pictures[j].identity], true))
                    impostor = std::max(impostor, alike);
            }
            const auto w = portraitWear(reading->picture, reading->face->coarse);
            const auto& q = reading->face->quality;
            out << (faults.empty() ? "" : reasonName(faults.front())) << '\t' << genuine << '\t' << impostor
                << '\t' << w.grain << '\t' << w.midtones << '\t' << w.glare << '\t' << w.grid << '\t'
                << w.colour << '\t' << w.detail << '\t' << q.brightShare << '\t' << q.darkShare << '\t'
                << q.eyeDistancePx << '\t' << q.luminance << '\t' << w.eyeGlare << '\t' << q.covered << '\n';
        }
    }
    return out ? 0 : 1;
}
