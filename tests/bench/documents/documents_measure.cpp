// Measures reading on made documents: `documents_measure MODELS [COUNT] [FIRST] [FOLDER]`. Not a test: prints one
// line a document and the totals; with FOLDER the pictures that went wrong are kept there.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "documents/document_reader.h"
#include "documents/mrz_reader.h"
#include "practice/document_photo.h"
#include "practice/made_document.h"
#include "practice/specimen_document.h"

using namespace countersign;

namespace {

struct Totals {
    int all = 0, found = 0, right = 0, empty = 0, wrong = 0, nameRight = 0, nameWrong = 0;
    int sharpMrz = 0, sharpMrzRight = 0, straightened = 0;
    std::vector<double> millis;
};

DocumentPhoto photoFor(unsigned i) {
    cv::RNG random(7919 * i + 17);
    DocumentPhoto how;
    how.seed = i + 1;
    how.quarterTurns = static_cast<int>(i / 3 % 4);
    how.degrees = random.uniform(-6.0, 6.0);
    how.perspective = random.uniform(0.0, 0.1);
    how.fill = random.uniform(0.7, 0.92);
    how.blurPx = i % 4 == 0 ? random.uniform(1.5, 3.0) : random.uniform(0.0, 0.9);
    how.glare = i % 5 == 0 ? random.uniform(0.4, 0.9) : 0;
    how.noise = random.uniform(0.0, 6.0);
    how.jpegQuality = random.uniform(60, 92);
    return how;
}

const ReadField* field(const DocumentReading& reading, DocumentField wanted) {
    for (const auto& one : reading.fields)
        if (one.field == wanted && one.proof != FieldProof::Doubtful) return &one;
    return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    const std::filesystem::path folder = argv[1];
    const unsigned count = argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : 200;
    const unsigned first = argc > 3 ? static_cast<unsigned>(std::stoul(argv[3])) : 0;
    limitComputeThreads(1);
    const auto catalogue = ModelCatalogue::builtIn(folder);
    const auto files = findPeople(folder / "people");
    if (!catalogue || !files) return 4;
    auto models = loadVisionModels(*catalogue, {});
    if (!models) return 4;
    std::vector<PersonPtr> people;
    std::vector<cv::Mat> portraits;
    for (const auto& file : *files) {
        people.push_back(loadPerson(file).value());
        portraits.push_back(portraitOnly(*people.back()));
    }
    DocumentReader reader(*models);
    const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 27);
    Totals totals;
    for (unsigned i = first; i < first + count; ++i) {
        const auto kind = static_cast<SpecimenKind>(1 + i % 3);
        const std::size_t who = i % people.size();
        const SpecimenText text = specimenText(*people[who], kind, i);
        const auto document = drawSpecimen(text, portraits[who]);
        if (!document) {
            std::cerr << describe(document.error()) << '\n';
            return 1;
        }
        const DocumentPhoto how = photoFor(i);
        const cv::Mat picture = photograph(document->bgr, how);
        const auto started = std::chrono::steady_clock::now();
        const auto reading = reader.read(picture, now);
        totals.millis.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count());
        if (!reading) {
            std::cerr << describe(reading.error()) << '\n';
            return 1;
        }
        ++totals.all;
        const bool found = reading->portrait.has_value();
        totals.found += found ? 1 : 0;
        totals.straightened += reading->straightened ? 1 : 0;
        const ReadField* number = field(*reading, DocumentField::Number);
        const ReadField* name = field(*reading, DocumentField::Name);
        const std::string printedName =
            kind == SpecimenKind::ResidentCard
                ? text.name
                : text.surname + (text.givenNames.empty() ? "" : " " + text.givenNames);
        const bool right = number != nullptr && number->value == text.number;
        ++(number == nullptr ? totals.empty : right ? totals.right : totals.wrong);
        if (name != nullptr) ++(name->value == printedName ? totals.nameRight : totals.nameWrong);
        const bool sharp = how.blurPx < 1 && how.glare == 0;
        const bool mrzRight = reading->mrz && reading->mrz->outcome == CheckOutcome::Ok;
        if (kind != SpecimenKind::ResidentCard && sharp) {
            ++totals.sharpMrz;
            totals.sharpMrzRight += mrzRight ? 1 : 0;
        }
        std::cout << i << " kind " << i % 3 << " turns " << how.quarterTurns << " blur " << how.blurPx
                  << " glare " << how.glare << (reading->straightened ? " flat" : " asis") << " read "
                  << reading->quarterTurns << (found ? " portrait" : " NO-PORTRAIT") << " number "
                  << (number == nullptr ? "empty"
                      : right           ? "right"
                                        : "WRONG " + number->value + " is " + text.number)
                  << " name "
                  << (name == nullptr              ? "empty"
                      : name->value == printedName ? "right"
                                                   : "WRONG " + name->value)
                  << " mrz " << (reading->mrz ? std::string(checkOutcomeName(reading->mrz->outcome)) : "none")
                  << ' ' << static_cast<int>(totals.millis.back()) << " ms" << std::endl;
        if (argc > 4 && !document->mrz.empty() && !mrzRight) {
            cv::Mat grey;
            cv::cvtColor(reading->picture, grey, cv::COLOR_BGR2GRAY);
            TextReader fresh;
            const auto zone = readMrz(grey, fresh);
            for (const auto& line : document->mrz) std::cout << "  printed " << line << '\n';
            if (zone && *zone) {
                for (const auto& line : (*zone)->lines) std::cout << "  read    " << line << '\n';
                for (const auto& line : (*zone)->second) std::cout << "  again   " << line << '\n';
            }
        }
        if (argc > 4 && (!found || !right)) {
            const std::filesystem::path out = argv[4];
            cv::imwrite((out / (std::to_string(i) + ".jpg")).string(), picture);
            cv::imwrite((out / (std::to_string(i) + "_read.jpg")).string(), reading->picture);
        }
    }
    std::sort(totals.millis.begin(), totals.millis.end());
    std::cout << "documents " << totals.all << ", straightened " << totals.straightened << ", portrait found "
              << totals.found << ", number right " << totals.right << " empty " << totals.empty << " wrong "
              << totals.wrong << ", name right " << totals.nameRight << " wrong " << totals.nameWrong
              << ", zone right " << totals.sharpMrzRight << " of " << totals.sharpMrz
              << " sharp ones, ms p50 " << totals.millis[totals.millis.size() / 2] << " p95 "
              << totals.millis[totals.millis.size() * 95 / 100] << '\n';
    return 0;
}
