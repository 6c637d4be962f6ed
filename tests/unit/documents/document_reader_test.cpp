#include "documents/document_reader.h"

#include <opencv2/imgproc.hpp>

#include "practice/document_photo.h"
#include "practice/made_document.h"
#include "practice/specimen_document.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace countersign;

namespace {

const WallTime kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 27);

struct Desk {
    VisionModels models;
    PersonPtr person;
    cv::Mat portrait;
    std::unique_ptr<DocumentReader> reader;
};

Desk* desk() {
    static std::unique_ptr<Desk> shared = []() -> std::unique_ptr<Desk> {
        const auto folder = test::modelsDir();
        if (!folder) return nullptr;
        const auto files = findPeople(*folder / "people");
        const auto catalogue = ModelCatalogue::builtIn(*folder);
        if (!files || files->empty() || !catalogue) return nullptr;
        limitComputeThreads(1);
        auto models = loadVisionModels(*catalogue, {});
        if (!models) return nullptr;
        auto made = std::make_unique<Desk>();
        made->models = std::move(*models);
        made->person = loadPerson(files->front()).value();
        made->portrait = portraitOnly(*made->person);
        made->reader = std::make_unique<DocumentReader>(made->models);
        return made;
    }();
    if (!shared) WARN("skipped: no models or no exported people; run packaging/models");
    return shared.get();
}

const ReadField* find(const DocumentReading& reading, DocumentField wanted) {
    for (const auto& field : reading.fields)
        if (field.field == wanted) return &field;
    return nullptr;
}

}  // namespace

TEST_CASE("documents of every kind and way up give portrait and number, never a wrong proven one") {
    Desk* const all = desk();
    if (all == nullptr) return;
    int numbers = 0;
    for (unsigned i = 0; i < 12; ++i) {
        const auto kind = static_cast<SpecimenKind>(1 + i % 3);
        const SpecimenText text = specimenText(*all->person, kind, i);
        const auto document = drawSpecimen(text, all->portrait).value();
        DocumentPhoto how;
        how.quarterTurns = static_cast<int>(i / 3);
        how.degrees = i % 2 == 0 ? 3 : -2;
        how.perspective = 0.04;
        how.blurPx = 0.5;
        how.noise = 3;
        how.seed = i + 1;
        const auto reading = all->reader->read(photograph(document.bgr, how), kNow).value();
        INFO("kind " << i % 3 << ", turned " << how.quarterTurns);
        CHECK(reading.reasons.empty());
        CHECK(reading.quarterTurns == (4 - how.quarterTurns) % 4);
        REQUIRE(reading.portrait);
        CHECK((*reading.portrait & cv::Rect({}, reading.picture.size())) == *reading.portrait);
        CHECK(reading.face.face.has_value());
        const ReadField* number = find(reading, DocumentField::Number);
        if (number == nullptr || number->proof != FieldProof::Proven) continue;
        CHECK(number->value == text.number);
        CHECK((number->strip & cv::Rect({}, reading.picture.size())) == number->strip);
        ++numbers;
    }
    CHECK(numbers >= 8);
}

TEST_CASE("pictures without a portrait say so, whatever they are") {
    Desk* const all = desk();
    if (all == nullptr) return;
    cv::Mat noise(500, 700, CV_8UC3);
    cv::RNG(11).fill(noise, cv::RNG::UNIFORM, 0, 256);
    for (const cv::Mat& picture :
         {noise, cv::Mat(80, 60, CV_8UC3, cv::Scalar(200, 200, 200)),
          cv::Mat(1, 4000, CV_8UC1, cv::Scalar(0)), cv::Mat(900, 1400, CV_16UC1, cv::Scalar(40000))}) {
        const auto reading = all->reader->read(picture, kNow);
        REQUIRE(reading);
        CHECK_FALSE(reading->portrait);
        CHECK(std::find(reading->reasons.begin(), reading->reasons.end(), Reason::PortraitNotFound) !=
              reading->reasons.end());
        for (const auto& field : reading->fields) CHECK(field.proof != FieldProof::Proven);
    }
    CHECK_FALSE(all->reader->read({}, kNow));
    CHECK_FALSE(all->reader->read(cv::Mat(200, 300, CV_8UC2, cv::Scalar(1, 1)), kNow));
}

TEST_CASE("two people are refused, a ghost image is not taken for the portrait") {
    Desk* const all = desk();
    if (all == nullptr) return;
    const SpecimenText text = specimenText(*all->person, SpecimenKind::PassportPage, 0);
    auto document = drawSpecimen(text, all->portrait).value();
    cv::Mat two;
    cv::hconcat(all->portrait, all->portrait, two);
    const auto group = all->reader->read(two, kNow).value();
    CHECK_FALSE(group.portrait);
    REQUIRE_FALSE(group.reasons.empty());
    CHECK(group.reasons.front() == Reason::MoreThanOneFace);
    cv::Mat ghost;
    cv::resize(all->portrait, ghost, {120, 150}, 0, 0, cv::INTER_AREA);
    const cv::Rect corner(document.bgr.cols - 160, 420, 120, 150);
    cv::addWeighted(ghost, 0.7, document.bgr(corner), 0.3, 0, document.bgr(corner));
    const auto reading = all->reader->read(document.bgr, kNow).value();
    REQUIRE(reading.portrait);
    CHECK((*reading.portrait & document.portrait).area() > 0.6 * document.portrait.area());
}

TEST_CASE("a wrong check digit in the zone leaves nothing proven that it covers") {
    Desk* const all = desk();
    if (all == nullptr) return;
    SpecimenText text = specimenText(*all->person, SpecimenKind::PassportPage, 3);
    auto document = drawSpecimen(text, all->portrait).value();
    text.number[4] = text.number[4] == '3' ? '4' : '3';
    auto other = drawSpecimen(text, all->portrait).value();
    // The number of one page with the check digits of another.
    const int height = document.bgr.rows / 8, width = document.bgr.cols / 5;
    const cv::Rect part(0, document.bgr.rows - height, width, height);
    other.bgr(part).copyTo(document.bgr(part));
    const auto reading = all->reader->read(document.bgr, kNow).value();
    REQUIRE(reading.mrz);
    CHECK(reading.mrz->outcome != CheckOutcome::Ok);
    const ReadField* number = find(reading, DocumentField::Number);
    if (number != nullptr) CHECK(number->proof == FieldProof::Doubtful);
}
