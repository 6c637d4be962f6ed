// Makes what reviewers have to do in tests/e2e/console: a gateway's folder with sealed registrations of
// people who don't exist, each with something about it. Prints what it made as JSON.
//
//   console_stage FOLDER PEOPLE
#include <nlohmann/json.hpp>

#include <iostream>
#include <opencv2/imgproc.hpp>

#include "capture/jpeg.h"
#include "made_registration.h"
#include "practice/practice_source.h"

namespace {

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

constexpr int kJpegQuality = 90;
constexpr int kFrames = 12;  // until the buyer sits still

void must(const Status& status) {
    if (!status) throw std::runtime_error(describe(status.error()));
}

cv::Mat drawn(const PersonPtr& person, const Scene& scene, std::uint64_t seed) {
    PracticeSettings settings;
    settings.habits.seed = seed;
    settings.pacing = Pacing::FilmTime;
    settings.scene = scene;
    PracticeSource source(person, settings);
    must(source.open());
    FramePtr frame;
    for (int i = 0; i < kFrames; ++i) frame = source.next({}).value();
    return frame->bgr.clone();
}

// As it came out of a document: upright, in another light, on a plain ground.
Bytes portraitOf(const PersonPtr& person) {
    Scene scene;
    scene.keyLight = {0.1F, 0.4F, 0.9F};
    scene.backdrop = Backdrop::PlainLight;
    scene.samples = 2;
    const auto whole = drawn(person, scene, 7);
    return encodeJpeg(whole(cv::Rect(150, 20, 340, 440)).clone(), kJpegQuality).value();
}
Bytes frameOf(const PersonPtr& person, std::uint64_t seed) {
    return encodeJpeg(drawn(person, Scene(), seed), kJpegQuality).value();
}

class Stage {
  public:
    Stage(const std::filesystem::path& folder, const std::filesystem::path& people)
        : m_folder(folder), m_people(people) {
        must(initOperatorFolder(folder, {}, m_clock));
        m_identity.emplace(openOperatorFolder(folder).value());
        m_ledger = SqliteLedger::open(OperatorPaths(folder).ledger).value();
        m_bodies.emplace(FileBodyStore::open(OperatorPaths(folder).bodies).value());
        EnrolmentDesk desk(*m_ledger, *m_identity, m_clock);
        m_counter.emplace(m_identity->sealingKeys.front());
        const auto code = issueEnrolmentCode(*m_ledger, m_clock, std::chrono::hours(1)).value();
        const auto outcome = desk.enrol(makeEnrolmentRequest(code, "test", m_counter->key()).value()).value();
        const auto answer = readEnrolmentResponse(outcome.response, m_counter->key().verifyingKey()).value();
        m_counter->become(answer.deviceId);
        m_counter->challengeKey = answer.challengeKey;
    }

    template <class Change>
    void add(const std::string& label, const std::string& person, const std::string& name, Change change) {
        const auto drawnPerson = loadPerson(m_people / (person + ".person")).value();
        const auto id = RecordId::random();
        ++m_count;
        auto fields = madeFields(id, m_count, m_count);
        auto header = madeHeader(*m_counter, id);
        auto& evidence = *header.evidence;
        evidence.score = 0.93;
        evidence.signals = {
            {"passive", 0.94}, {"flatness", 0.88}, {"continuity", 0.97}, {"timing", 0.91}, {"capture", 0.9}};
        fields["details"]["name"] = name;
        fields["consent"]["forwarding"] = "attestation";
        header.application = "0.1.0";
        header.sequence = static_cast<std::uint64_t>(m_count);
        header.createdAt = std::chrono::floor<std::chrono::seconds>(m_clock.wall());
        header.camera.driver = "practice";
        header.camera.width = 640;
        header.camera.height = 480;
        RecordPayload payload;
        payload.portraitJpeg = portraitOf(drawnPerson);
        payload.bestFrameJpeg = frameOf(drawnPerson, static_cast<std::uint64_t>(m_count));
        change(fields, header, payload);
        payload.fields = fields;
        const auto bytes =
            signEnvelope(header,
                         sealPayload(m_identity->sealingKeys.front(), encodePayload(payload).value()).value(),
                         m_counter->key())
                .value();
        NoIngestPoints points;
        Ingest ingest(*m_ledger, *m_bodies, m_identity->signingKey, m_identity->sealingKeys, m_clock, points);
        if (ingest.take(bytes).value().refusal) throw std::runtime_error("not taken: " + label);
        m_made[label] = {{"device", header.deviceId.hex()}, {"record", id.hex()}, {"code", id.shortCode()}};
    }

    void addAll() {
        const auto doubtful = [](json& fields, EnvelopeHeader& header, RecordPayload&) {
            fields["decision"] = "review";
            fields["reasons"] = {"unsure_a_person_must_look"};
            fields["match"]["band"] = "unsure";
            fields["match"]["similarity"] = 0.41;
            header.evidence->band = "unsure";
            header.evidence->similarity = 0.41;
        };
        add("doubtful", "anna", "Anna Practice", doubtful);
        add("exception", "boris", "Boris Practice",
            [](json& fields, EnvelopeHeader& header, RecordPayload& payload) {
                fields["without_scan"] = true;
                fields["decision"] = "review";
                fields["other_way"] = {
                    {"reason", "out_of_reach"}, {"second_clerk", "omar"}, {"supporting_picture", false}};
                fields.erase("liveness");
                fields.erase("match");
                header.route = ScanRoute::NoScan;
                header.evidence.reset();
                payload.bestFrameJpeg.clear();
            });
        add("foreign", "hiro", "\xE6\x9D\x8E\xE5\xA8\x9C", doubtful);
        add("hostile", "chidi",
            "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>",
            [&](json& fields, EnvelopeHeader& header, RecordPayload& payload) {
                doubtful(fields, header, payload);
                fields["details"]["imei"] = "</dd><script>document.title='broken'</script>";
                fields["clerk"] =
                    "\xE2\x80\xAE"
                    "evil'\"";
            });
        add("other_terms", "doris", "Doris Practice",
            [](json& fields, EnvelopeHeader& header, RecordPayload&) {
                fields["decision"] = "review";
                fields["other_way"] = {
                    {"reason", "head_cannot_turn"}, {"second_clerk", "omar"}, {"supporting_picture", false}};
                header.route = ScanRoute::OtherTerms;
            });
        add("camera", "emi", "Emi Practice",
            [&](json& fields, EnvelopeHeader& header, RecordPayload& payload) {
                doubtful(fields, header, payload);
                header.camera.virtualDevice = true;
                header.evidence->cameraRule = "flagged";
                header.evidence->signals["passive"] = 0.31;
            });
        add("practice", "grace", "Grace Practice",
            [&](json& fields, EnvelopeHeader& header, RecordPayload& payload) {
                doubtful(fields, header, payload);
                fields["practice"] = true;
                header.practice = true;
            });
    }
    [[nodiscard]] const json& made() const { return m_made; }

  private:
    std::filesystem::path m_folder, m_people;
    SystemClock m_clock;
    std::optional<OperatorIdentity> m_identity;
    std::unique_ptr<SqliteLedger> m_ledger;
    std::optional<FileBodyStore> m_bodies;
    std::optional<Counter> m_counter;
    int m_count = 0;
    json m_made = json::object();
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3 || !initCrypto()) {
        std::cerr << "console_stage FOLDER PEOPLE\n";
        return 2;
    }
    try {
        Stage stage(argv[1], argv[2]);
        stage.addAll();
        std::cout << stage.made().dump(2) << "\n";
    } catch (const std::exception& fault) {
        std::cerr << "console_stage: " << fault.what() << "\n";
        return 1;
    }
}
