#include <random>

#include "identity/document_number.h"
#include "identity/sim_numbers.h"
#include "made_person.h"
#include "practice/made_document.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace countersign;
using namespace countersign::test;

namespace {

ErrorCode loadError(const Bytes& bytes) {
    const auto person = loadPerson(writeTemporary("hostile.person", bytes));
    return person ? ErrorCode::Invalid : person.error().code;
}

}  // namespace

TEST_CASE("a valid person file is read as it was written") {
    const PersonPtr person = smallPerson();
    CHECK(person->key == "small");
    CHECK(person->details.name == "Test Specimen");
    REQUIRE(person->parts.size() == 1);
    const PersonPart& part = person->parts.front();
    CHECK(part.kind == PartKind::Skin);
    CHECK(part.vertices.size() == 4);
    CHECK(part.triangles.size() == 2);
    CHECK(part.offsets[0].size() == 1);
    CHECK(part.offsets[1].empty());
    CHECK(part.texture.size() == cv::Size(16, 16));
    CHECK(int(part.texture.at<cv::Vec4b>(8, 8)[3]) == 255);
}

TEST_CASE("a damaged person file is told apart from one of another version and from a missing one") {
    const Bytes good = smallPersonFile();
    CHECK(loadPerson("/nonexistent/x.person").error().code == ErrorCode::FileUnreadable);
    CHECK(loadError({}) == ErrorCode::PracticePersonDamaged);
    Bytes other = good;
    other[8] = 2;
    CHECK(loadError(other) == ErrorCode::PracticePersonVersion);
    other = good;
    other[0] = 'X';
    CHECK(loadError(other) == ErrorCode::PracticePersonDamaged);
    other = good;
    other[60] ^= 1U;
    CHECK(loadError(other) == ErrorCode::PracticePersonDamaged);  // checksum
    other = good;
    other.push_back(0);
    CHECK(loadError(other) == ErrorCode::PracticePersonDamaged);
    for (std::size_t size = 0; size < good.size(); size += 3)
        CHECK(loadError(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))) ==
              ErrorCode::PracticePersonDamaged);
}

TEST_CASE("a person file with a right checksum but hostile content neither crashes nor grows") {
    const Bytes good = smallPersonFile();
    std::mt19937 random(5);
    int refused = 0;
    for (int i = 0; i < 1500; ++i) {
        Bytes bad = good;
        const auto changes = 1 + random() % 4;
        for (unsigned c = 0; c < changes; ++c)
            bad[20 + random() % (bad.size() - 20)] = static_cast<std::uint8_t>(random());
        if (random() % 4 == 0) bad.resize(20 + random() % (bad.size() - 20));
        seal(bad);
        const auto person = loadPerson(writeTemporary("hostile.person", bad));
        if (!person) {
            CHECK(person.error().code == ErrorCode::PracticePersonDamaged);
            ++refused;
            continue;
        }
        // What is accepted can be drawn.
        CHECK_FALSE(portraitOnly(**person).empty());
        if (i > 300 && refused > 100) break;  // drawing is slow under a sanitizer
    }
    CHECK(refused > 50);
}

TEST_CASE("a folder without people says so") {
    CHECK(findPeople("/nonexistent").error().code == ErrorCode::PracticePeopleMissing);
}

TEST_CASE("every exported person fills the form with numbers that hold") {
    const auto models = modelsDir();
    const auto files = models
                           ? findPeople(*models / "people")
                           : Result<std::vector<std::filesystem::path>>(std::vector<std::filesystem::path>{});
    if (!files || files->empty()) {
        WARN("skipped: no exported people; run packaging/models");
        return;
    }
    CHECK(files->size() >= 6);
    int withGlasses = 0;
    const WallTime now = SystemClock().wall();
    for (const auto& file : *files) {
        const auto person = loadPerson(file);
        INFO(file.filename().string());
        REQUIRE(person);
        const SpecimenDetails& d = (*person)->details;
        CHECK(checkResidentNumber(d.documentNumber, now).outcome == CheckOutcome::Ok);
        CHECK(checkMsisdn(d.msisdn).outcome == CheckOutcome::Ok);
        CHECK(checkIccid(d.iccid).outcome == CheckOutcome::Ok);
        CHECK(checkImei(d.imei).outcome == CheckOutcome::Ok);
        CHECK(d.name.find("Specimen") != std::string::npos);
        for (const PersonPart& part : (*person)->parts) withGlasses += part.kind == PartKind::Glasses ? 1 : 0;
        CHECK(std::filesystem::file_size(file) < 1'500'000);
    }
    CHECK(withGlasses >= 2);
}

TEST_CASE("the made document is a worn picture with the portrait where it says") {
    const PersonPtr person = smallPerson();
    const MadeDocument document = makeDocument(*person);
    REQUIRE(document.bgr.type() == CV_8UC3);
    REQUIRE(document.jpeg.size() > 1000);
    CHECK(document.jpeg[0] == 0xFF);
    CHECK(document.portrait.width >= 180);
    CHECK((document.portrait & cv::Rect({}, document.bgr.size())) == document.portrait);
    // The print of the portrait differs from the fresh one only by its wear.
    const cv::Mat worn = document.bgr(document.portrait);
    const double difference =
        cv::norm(worn, portraitOnly(*person), cv::NORM_L1) / static_cast<double>(worn.total() * 3);
    CHECK(difference < 8);
    CHECK(difference > 0);
}
