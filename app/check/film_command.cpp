// film: writes what a practice buyer does as a film, with the made document and the truth of every frame.
// The people do not exist, so films of them may go anywhere; they prove plumbing and not accuracy on people.
#include <fstream>
#include <functional>
#include <opencv2/videoio.hpp>
#include <sstream>

#include "commands.h"
#include "core/files.h"
#include "practice/attack_source.h"
#include "practice/made_document.h"
#include "practice/practice_source.h"
#include "statistics.h"

namespace countersign::check {
namespace {

// The timetable of the film's prompts. A counter's pauses are random; a film for tests need not be.
constexpr std::chrono::milliseconds kFirstPrompt{2000}, kPromptShows{2600}, kPause{1200}, kTail{1500};

struct Prompt {
    Action action;
    FrameTime from, to;
};

Result<std::vector<Prompt>> timetable(const std::string& challenge) {
    std::vector<Prompt> prompts;
    std::istringstream words(challenge);
    FrameTime at = kFirstPrompt;
    for (std::string word; std::getline(words, word, ',');) {
        const auto action = actionFromName(word);
        if (!action) return failure(argumentsWrong("no action is called \"" + word + "\""));
        prompts.push_back({*action, at, at + kPromptShows});
        at += kPromptShows + kPause;
    }
    return prompts;
}

class FilmCommand final : public Command {
  public:
    [[nodiscard]] std::string name() const override { return "film"; }
    [[nodiscard]] std::string description() const override {
        return "write a film of a practice buyer and the matching document";
    }
    void declare(CLI::App& options) override {
        options.add_option("--person", m_person, "who: a file name of models/people without its ending");
        options.add_option("--other", m_other, "who takes over, for the behaviours another_person...");
        options.add_option("--film", m_film, "film to write: .avi (Motion JPEG) or .mp4");
        options.add_option("--document", m_document, "write the made document to this JPEG file");
        options.add_option("--truth", m_truth, "write pose and lids of every frame to this table");
        options.add_option("--challenge", m_challenge, "what is asked: blink,left,right,up,down");
        options.add_option("--behaviour", m_behaviour,
                           "obeys, ignores, late, other_side, one_eye, early, another_person, "
                           "another_person_cut, flat_print");
        options.add_option("--attack", m_attack, "a made attack in place of a behaviour: " + attackNames());
        options.add_option("--seed", m_seed, "varies delays, sway and noise");
        options.add_option("--fps", m_framesPerSecond, "pictures a second")->check(CLI::Range(1, 60));
        options.add_flag("--list", m_list, "only name the people there are");
    }

    [[nodiscard]] Result<nlohmann::json> run(const CommonOptions& common) override {
        if (m_list) return listPeople(common);
        if (m_film.empty() && m_document.empty())
            return failure(argumentsWrong("give --film, --document or both"));
        if (m_person.empty())
            return failure(argumentsWrong("give --person; --list names the people there are"));
        const auto person = loadPerson(personFile(common, m_person));
        if (!person) return failure(person.error());
        nlohmann::json result{{"schema", "countersign.film/1"}, {"person", (*person)->key}};
        if (!m_document.empty()) {
            const auto written = writeFileDurably(m_document, makeDocument(**person).jpeg);
            if (!written) return failure(written.error());
        }
        if (!m_film.empty()) {
            if (const auto written = writeFilm(common, *person, result); !written)
                return failure(written.error());
        }
        const SpecimenDetails& d = (*person)->details;
        result["details"] = {{"name", d.name},
                             {"document_number", d.documentNumber},
                             {"msisdn", d.msisdn},
                             {"iccid", d.iccid},
                             {"imei", d.imei}};
        return result;
    }

  private:
    static std::filesystem::path personFile(const CommonOptions& common, const std::string& key) {
        // A plain name only: nothing outside the people's folder is meant.
        return common.models / "people" / (std::filesystem::path(key).filename().string() + ".person");
    }

    static Result<nlohmann::json> listPeople(const CommonOptions& common) {
        const auto files = findPeople(common.models / "people");
        if (!files) return failure(files.error());
        nlohmann::json people = nlohmann::json::array();
        for (const auto& file : *files) people.push_back(file.stem().string());
        return nlohmann::json{{"schema", "countersign.film/1"}, {"people", people}};
    }

    [[nodiscard]] Result<PracticeSettings> settings(const CommonOptions& common) const {
        const auto behaviour = behaviourFromName(m_behaviour);
        if (!behaviour) return failure(argumentsWrong("no behaviour is called \"" + m_behaviour + "\""));
        PracticeSettings out;
        out.habits.behaviour = *behaviour;
        out.habits.seed = m_seed;
        out.pacing = Pacing::FilmTime;
        out.framesPerSecond = m_framesPerSecond;
        if (*behaviour == Behaviour::AnotherPersonMidway || *behaviour == Behaviour::AnotherPersonCut) {
            if (m_other.empty()) return failure(argumentsWrong("this behaviour needs --other"));
            const auto other = loadPerson(personFile(common, m_other));
            if (!other) return failure(other.error());
            out.other = *other;
        }
        return out;
    }

    static std::string attackNames() {
        std::string names;
        for (const auto kind : allAttacks())
            names += (names.empty() ? "" : ", ") + std::string(attackName(kind));
        return names;
    }

    // Either source hears prompts and tells the pose of its last frame.
    struct Actor {
        std::unique_ptr<FrameSource> source;
        PromptObserver* prompts = nullptr;
        std::function<BuyerPose()> pose;
        cv::Size size;
    };
    template <class Source>
    static Actor actorOf(std::unique_ptr<Source> source, cv::Size size) {
        Source* const raw = source.get();
        return {std::move(source), raw, [raw] { return raw->lastPose(); }, size};
    }
    Result<Actor> actor(const CommonOptions& common, const PersonPtr& person) const {
        if (m_attack.empty()) {
            auto chosen = settings(common);
            if (!chosen) return failure(chosen.error());
            const auto size = chosen->scene.size;
            return actorOf(std::make_unique<PracticeSource>(person, std::move(*chosen)), size);
        }
        const auto kind = attackFromName(m_attack);
        if (!kind) return failure(argumentsWrong("no attack is called \"" + m_attack + "\""));
        AttackMaterial material{person, {}, {}};
        if (*kind == AttackKind::FaceSwap || *kind == AttackKind::FaceSwapReplay) {
            if (m_other.empty()) return failure(argumentsWrong("this attack needs --other"));
            const auto other = loadPerson(personFile(common, m_other));
            if (!other) return failure(other.error());
            material.other = *other;
        }
        AttackSettings attack;
        attack.kind = *kind;
        attack.seed = m_seed;
        attack.framesPerSecond = m_framesPerSecond;
        const auto size = attack.scene.size;
        return actorOf(std::make_unique<AttackSource>(std::move(material), attack), size);
    }

    Status writeFilm(const CommonOptions& common, const PersonPtr& person, nlohmann::json& result) const {
        const auto prompts = timetable(m_challenge);
        if (!prompts) return failure(prompts.error());
        auto chosen = actor(common, person);
        if (!chosen) return failure(chosen.error());
        auto& source = *chosen->source;
        auto& observer = *chosen->prompts;
        const bool mp4 = m_film.extension() == ".mp4";
        cv::VideoWriter film;
        try {
            film.open(m_film.string(),
                      mp4 ? cv::VideoWriter::fourcc('m', 'p', '4', 'v')
                          : cv::VideoWriter::fourcc('M', 'J', 'P', 'G'),
                      m_framesPerSecond, chosen->size);
        } catch (const cv::Exception&) {  // what it says is not for people; isOpened() tells
        }
        if (!film.isOpened()) return failure(outputUnwritable(m_film, "cannot be written as a film"));
        std::ofstream truth;
        if (!m_truth.empty()) {
            truth.open(m_truth);
            truth << "frame\tms\tyaw\tpitch\troll\tright_closed\tleft_closed\n";
            if (!truth) return failure(outputUnwritable(m_truth, "cannot be written"));
        }
        if (const auto opened = source.open(); !opened) return opened;
        const FrameTime end = prompts->empty() ? FrameTime(kFirstPrompt) : prompts->back().to + kTail;
        const double cpu = processCpuMillis();
        std::uint64_t frames = 0;
        FrameTime before{-1};
        for (FrameTime at{0}; at < end;) {
            const auto frame = source.next({});
            if (!frame) return failure(frame.error());
            at = (*frame)->capturedAt;
            for (const Prompt& prompt : *prompts) {
                if (before < prompt.from && at >= prompt.from) observer.promptShown(prompt.action, at);
                if (before < prompt.to && at >= prompt.to) observer.promptShown(std::nullopt, at);
            }
            before = at;
            film.write((*frame)->bgr);
            const BuyerPose pose = chosen->pose();
            if (truth.is_open())
                truth << frames << '\t' << at.count() / 1000 << '\t' << pose.yaw << '\t' << pose.pitch << '\t'
                      << pose.roll << '\t' << pose.rightEyeClosed << '\t' << pose.leftEyeClosed << '\n';
            ++frames;
        }
        film.release();
        result["film"] = m_film.string();
        result["frames"] = frames;
        result["fps"] = m_framesPerSecond;
        if (m_attack.empty())
            result["behaviour"] = m_behaviour;
        else
            result["attack"] = m_attack;
        result["frame_cpu_ms"] = rounded((processCpuMillis() - cpu) / static_cast<double>(frames), 2);
        auto asked = nlohmann::json::array();
        for (const Prompt& prompt : *prompts)
            asked.push_back({{"action", actionName(prompt.action)},
                             {"asked_ms", prompt.from.count() / 1000},
                             {"gone_ms", prompt.to.count() / 1000}});
        result["prompts"] = asked;
        return {};
    }

    std::string m_person, m_other, m_challenge = "blink,left,right", m_behaviour = "obeys", m_attack;
    std::filesystem::path m_film, m_document, m_truth;
    std::uint64_t m_seed = 1;
    int m_framesPerSecond = 30;
    bool m_list = false;
};

}  // namespace

std::unique_ptr<Command> makeFilmCommand() {
    return std::make_unique<FilmCommand>();
}

}  // namespace countersign::check
