// portrait: reads a picture of a document: its portrait, machine-readable zone and fields.
#include <fstream>

#include "capture/jpeg.h"
#include "commands.h"
#include "documents/document_reader.h"
#include "engine_setup.h"
#include "identity/document_number.h"
#include "matching/portrait_faults.h"
#include "picture_reader.h"
#include "statistics.h"
#include "still_reasons.h"

namespace countersign::check {
namespace {

constexpr int kSavedJpegQuality = 95;

std::string fieldName(DocumentField field) {
    switch (field) {
        case DocumentField::Number:
            return "number";
        case DocumentField::Name:
            return "name";
        case DocumentField::BirthDate:
            return "birth_date";
        case DocumentField::ExpiryDate:
            return "expiry_date";
        case DocumentField::Sex:
            return "sex";
    }
    return "unknown";
}

std::string proofName(FieldProof proof) {
    switch (proof) {
        case FieldProof::Proven:
            return "proven";
        case FieldProof::Read:
            return "read";
        case FieldProof::Doubtful:
            break;
    }
    return "doubtful";
}

nlohmann::json boxJson(const cv::Rect& box) {
    return nlohmann::json::array({box.x, box.y, box.width, box.height});
}

nlohmann::json mrzJson(const DocumentReading& reading) {
    nlohmann::json json{{"found", reading.mrz.has_value()}, {"fields", nlohmann::json::object()}};
    if (!reading.mrz) return json;
    json["outcome"] = checkOutcomeName(reading.mrz->outcome);
    json["check_digits"] = reading.mrz->outcome == CheckOutcome::Ok ? "ok" : "bad";
    json["expired"] = reading.mrz->expired;
    if (!reading.mrz->mrz) return json;
    const Mrz& mrz = *reading.mrz->mrz;
    json["fields"] = {{"format", mrz.format == MrzFormat::Td3 ? "td3" : "td1"},
                      {"document_code", mrz.documentCode},
                      {"issuer", mrz.issuer},
                      {"number", mrz.documentNumber},
                      {"nationality", mrz.nationality},
                      {"birth", mrz.birthText},
                      {"surname", mrz.surname},
                      {"given_names", mrz.givenNames},
                      {"optional", mrz.optionalData}};
    return json;
}

class PortraitCommand final : public Command {
  public:
    [[nodiscard]] std::string name() const override { return "portrait"; }
    [[nodiscard]] std::string description() const override {
        return "portrait and fields of a picture of a document";
    }
    void declare(CLI::App& options) override {
        options.add_option("--document", m_document, "picture of the document")->required();
        options.add_option("--save", m_save, "write the portrait to this file, as JPEG");
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        const auto picture = readPicture(m_document);
        if (!picture) return failure(picture.error());
        const auto policy = setUpPolicy(common);
        if (!policy) return failure(policy.error());
        auto engine = setUpEngine(common);
        if (!engine) return failure(engine.error());
        const double cpu = processCpuMillis();
        DocumentReader reader(engine->models);
        auto reading = reader.read(*picture, SystemClock().wall());
        if (!reading) return failure(reading.error());
        if (reading->portrait) {
            for (const auto fault : portraitFaults(reading->face, policy->portrait))
                putLast(reading->reasons, fault);
        }
        if (!m_save.empty() && reading->portrait) {
            if (const auto saved = save(reading->picture(*reading->portrait)); !saved)
                return failure(saved.error());
        }
        return json(*reading, processCpuMillis() - cpu);
    }

  private:
    [[nodiscard]] Status save(const cv::Mat& portrait) const {
        const auto jpeg = encodeJpeg(portrait, kSavedJpegQuality);
        if (!jpeg) return failure(outputUnwritable(m_save, "the portrait can't be stored as JPEG"));
        std::ofstream file(m_save, std::ios::binary | std::ios::trunc);
        file.write(reinterpret_cast<const char*>(jpeg->data()), static_cast<std::streamsize>(jpeg->size()));
        file.close();
        if (!file) return failure(outputUnwritable(m_save, "cannot be written"));
        return {};
    }

    // Boxes are pixels of the document as read: upright and, where `straightened`, cut out along its edges.
    [[nodiscard]] static nlohmann::json json(const DocumentReading& reading, double cpuMillis) {
        nlohmann::json result{
            {"schema", "countersign.portrait/1"},
            {"found", reading.portrait.has_value()},
            {"box", nullptr},
            {"picture", {{"width", reading.picture.cols}, {"height", reading.picture.rows}}},
            {"straightened", reading.straightened},
            {"rotation", reading.quarterTurns * 90},
            {"kind", nullptr},
            {"quality", qualityJson(reading.face)},
            {"mrz", mrzJson(reading)},
            {"fields", nlohmann::json::object()},
            {"reasons", nlohmann::json::array()},
            {"cpu_ms", rounded(cpuMillis, 2)}};
        if (reading.portrait) result["box"] = boxJson(*reading.portrait);
        if (reading.kind) result["kind"] = documentKindName(*reading.kind);
        for (const auto& field : reading.fields)
            result["fields"][fieldName(field.field)] = {
                {"value", field.value}, {"proof", proofName(field.proof)}, {"strip", boxJson(field.strip)}};
        for (const auto reason : reading.reasons) result["reasons"].push_back(reasonName(reason));
        return result;
    }

    std::filesystem::path m_document, m_save;
};

}  // namespace

std::unique_ptr<Command> makePortraitCommand() {
    return std::make_unique<PortraitCommand>();
}

}  // namespace countersign::check
