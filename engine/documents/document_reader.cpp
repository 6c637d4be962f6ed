#include "documents/document_reader.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <opencv2/imgproc.hpp>

#include "documents/document_edges.h"
#include "documents/mrz_reader.h"
#include "documents/resident_reader.h"
#include "identity/document_number.h"
#include "identity/mrz_repair.h"

namespace countersign {
namespace {

constexpr int kMostSide = 3000;  // px; 44 characters across a page are then 60 px wide
constexpr int kLeastSide = 100;  // px of the shorter side: nothing on a smaller document can be read
// A ghost image is printed smaller or fainter than the portrait; two people side by side are of one size.
constexpr float kGhostShare = 0.5F;  // of the larger face's area
constexpr float kSureFace = 0.9F;

std::string isoDate(Date date) {
    std::array<char, 24> text{};
    (void)std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()) % 10000,
                        static_cast<unsigned>(date.month()) % 100, static_cast<unsigned>(date.day()) % 100);
    return text.data();
}

cv::Mat turned(const cv::Mat& picture, int quarters) {
    if (quarters % 4 == 0) return picture;
    cv::Mat result;
    cv::rotate(picture, result, quarters % 4 - 1);
    return result;
}

// A passport photo's frame around the detector's box.
cv::Rect portraitFrame(const cv::Rect2f& face, cv::Size picture) {
    const cv::Rect2f wide(face.x - 0.45F * face.width, face.y - 0.5F * face.height, 1.9F * face.width,
                          1.95F * face.height);
    return cv::Rect(wide) & cv::Rect({}, picture);
}

bool wrong(const MrzCheck& check, MrzField field) {
    return std::find(check.wrongFields.begin(), check.wrongFields.end(), field) != check.wrongFields.end();
}

void addMrzFields(DocumentReading& reading, const MrzCheck& check, const MrzText& zone) {
    if (!check.mrz) return;
    const Mrz& mrz = *check.mrz;
    const bool card = mrz.format == MrzFormat::Td1;
    const cv::Rect numbers = zone.strip.lines[card ? 0 : 1], dates = zone.strip.lines[1];
    const cv::Rect names = zone.strip.lines[card ? 2 : 0];
    const bool whole = !wrong(check, MrzField::Composite);
    const auto proof = [&](MrzField field) {
        return whole && !wrong(check, field) ? FieldProof::Proven : FieldProof::Doubtful;
    };
    // Some confusions of letters and digits leave the check digit as it is: two readings have to agree.
    const bool numberAgreed = card ? zone.agreed(0, 5, 10) : zone.agreed(1, 0, 10);
    // A name that reaches the end of its line, or whose given names would stand there, may have been cut.
    const bool namesAgreed = (card ? zone.agreed(2, 0, 30) : zone.agreed(0, 5, 39)) &&
                             zone.lines[card ? 2 : 0].ends_with("<<<") &&
                             zone.lines[card ? 2 : 0][card ? 0 : 5] != '<';
    const bool sexAgreed = card ? zone.agreed(1, 7, 1) : zone.agreed(1, 20, 1);
    FieldProof number = proof(MrzField::DocumentNumber);
    if (number == FieldProof::Proven && !numberAgreed && mrzDigitMayMiss(mrz.documentNumber))
        number = FieldProof::Doubtful;
    const auto add = [&](DocumentField field, std::string value, FieldProof how, const cv::Rect& strip) {
        if (!value.empty()) reading.fields.push_back({field, std::move(value), how, strip});
    };
    add(DocumentField::Number, mrz.documentNumber, number, numbers);
    const std::string gap = mrz.givenNames.empty() ? "" : " ";
    add(DocumentField::Name, mrz.surname + gap + mrz.givenNames,
        check.outcome == CheckOutcome::Ok && namesAgreed ? FieldProof::Read : FieldProof::Doubtful, names);
    if (mrz.birthDate)
        add(DocumentField::BirthDate, isoDate(*mrz.birthDate), proof(MrzField::BirthDate), dates);
    if (mrz.expiryDate)
        add(DocumentField::ExpiryDate, isoDate(*mrz.expiryDate), proof(MrzField::ExpiryDate), dates);
    if (mrz.sex != Sex::Unspecified)
        add(DocumentField::Sex, mrz.sex == Sex::Male ? "male" : "female",
            whole && sexAgreed ? FieldProof::Read : FieldProof::Doubtful, dates);
}

}  // namespace

struct DocumentReader::Sight {
    cv::Mat picture;
    StillReading still;
};

// The picture upright by its face.
Result<DocumentReader::Sight> DocumentReader::look(const cv::Mat& bgr) {
    Sight sight;
    auto still = m_analyser.analyse(bgr);
    if (!still) return failure(still.error());
    sight.picture = turned(bgr, still->quarterTurns);
    sight.still = std::move(*still);
    return sight;
}

Status DocumentReader::readPortrait(DocumentReading& reading, const StillReading& whole) {
    std::vector<FaceBox> faces = whole.faces;
    std::sort(faces.begin(), faces.end(),
              [](const FaceBox& a, const FaceBox& b) { return a.rect.area() > b.rect.area(); });
    std::erase_if(faces, [&](const FaceBox& face) {
        return face.score < kSureFace && faces.size() > 1 && face.rect.area() < faces.front().rect.area();
    });
    if (faces.empty() || !whole.face) {
        reading.reasons.push_back(Reason::PortraitNotFound);
        return {};
    }
    if (faces.size() > 1 && faces[1].rect.area() > kGhostShare * faces[0].rect.area()) {
        reading.reasons.push_back(Reason::MoreThanOneFace);
        return {};
    }
    const float back = static_cast<float>(1 / whole.scale);
    const cv::Rect2f& box = faces.front().rect;
    const cv::Rect frame = portraitFrame({box.x * back, box.y * back, box.width * back, box.height * back},
                                         reading.picture.size());
    auto close =
        frame.empty() ? Result<StillReading>(StillReading{}) : m_analyser.analyse(reading.picture(frame));
    if (!close) return failure(close.error());
    if (!close->face || close->quarterTurns != 0) {
        reading.reasons.push_back(Reason::PortraitNotFound);
        return {};
    }
    reading.portrait = frame;
    reading.face = std::move(*close);
    return {};
}

Status DocumentReader::readText(DocumentReading& reading, WallTime now) {
    cv::Mat grey;
    cv::cvtColor(reading.picture, grey, cv::COLOR_BGR2GRAY);
    const auto zone = readMrz(grey, m_text);
    if (!zone) return failure(zone.error());
    if (*zone) {
        const auto join = [](const std::vector<std::string>& lines) {
            std::string all;
            for (const auto& line : lines) all += line + "\n";
            return all;
        };
        MrzCheck check = parseMrz(join((*zone)->lines), now);
        if (check.outcome == CheckOutcome::Inconsistent) {
            if (const auto mended = repairMrz((*zone)->lines)) check = parseMrz(join(*mended), now);
        }
        if (check.mrz && check.mrz->format == MrzFormat::Td3) reading.kind = DocumentKind::ForeignPassport;
        addMrzFields(reading, check, **zone);
        reading.mrz = std::move(check);
        return {};
    }
    auto fields = readResidentCard(grey, m_text, now);
    if (!fields) return failure(fields.error());
    reading.fields = std::move(*fields);
    for (const auto& field : reading.fields) {
        if (field.field != DocumentField::Number || field.proof != FieldProof::Proven) continue;
        reading.kind = checkResidentNumber(field.value, now).belongsTo.value_or(DocumentKind::ResidentId);
    }
    return {};
}

Result<DocumentReading> DocumentReader::read(const cv::Mat& picture, WallTime now) {
    cv::Mat small = picture;
    const int longest = std::max(picture.cols, picture.rows);
    if (longest > kMostSide) {
        const double scale = static_cast<double>(kMostSide) / longest;
        cv::resize(picture, small,
                   cv::Size(std::max(1, static_cast<int>(picture.cols * scale)),
                            std::max(1, static_cast<int>(picture.rows * scale))),
                   0, 0, cv::INTER_AREA);
    }
    const auto bgr = toBgr8(small);
    if (!bgr) return failure(bgr.error());
    DocumentReading reading;
    reading.picture = *bgr;
    if (std::min(bgr->cols, bgr->rows) < kLeastSide) {
        reading.reasons = {Reason::DocumentUnreadable, Reason::PortraitNotFound};
        return reading;
    }
    std::optional<Sight> sight;
    if (const auto corners = findDocument(*bgr)) {
        auto flat = look(straighten(*bgr, *corners));
        if (!flat) return failure(flat.error());
        // An outline without a portrait inside may be a wrong one: a page of a book, the edge of the desk.
        if (flat->still.face && std::min(flat->picture.cols, flat->picture.rows) >= kLeastSide) {
            sight = std::move(*flat);
            reading.straightened = true;
        }
    }
    if (!sight) {
        auto plain = look(*bgr);
        if (!plain) return failure(plain.error());
        sight = std::move(*plain);
    }
    reading.picture = sight->picture;
    reading.quarterTurns = sight->still.quarterTurns;
    if (const auto status = readPortrait(reading, sight->still); !status) return failure(status.error());
    if (const auto status = readText(reading, now); !status) return failure(status.error());
    return reading;
}

}  // namespace countersign
