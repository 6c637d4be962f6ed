// Plays a synthetic person through a session: the person hears the prompts and answers as the test says.
#pragma once

#include <functional>
#include <map>

#include "enrolment/policy.h"
#include "liveness/liveness_session.h"
#include "support/synthetic_person.h"

namespace countersign::test {

inline ChallengePlan planOf(std::vector<Action> actions) {
    ChallengePlan plan;
    for (const auto action : actions)
        plan.steps.push_back({action, FrameTime{600'000}, FrameTime{5'000'000}, {}});
    return plan;
}

class SessionDriver {
  public:
    explicit SessionDriver(ChallengePlan plan, double fps = 30)
        : person(fps), session(std::move(plan), shippedPolicy().liveness) {}

    SyntheticPerson person;
    LivenessSession session;
    Embedding face{1, 0, 0, 0};
    // What to do when asked; default: obeys. Given the action and seconds since the prompt; moves person.now.
    std::function<void(Action, double)> act = [this](Action action, double since) { obey(action, since); };
    // Called for every frame before it is made, with seconds since the start.
    std::function<void(double)> always = [](double) {};
    std::vector<Hint> hints;
    std::vector<Action> prompts;
    int embeddingsAsked = 0;

    // 0.5 s to react, 0.4 s out, 0.5 s held, 0.4 s back; 0.2 s for a blink.
    void obey(Action action, double since, double degrees = 20, double delay = 0.5) {
        const double t = since - delay;
        person.now.yaw = person.now.pitch = 0;
        person.now.rightClosed = person.now.leftClosed = 0;
        if (action == Action::Blink) {
            if (t >= 0 && t < 0.2) person.now.rightClosed = person.now.leftClosed = 1;
            return;
        }
        double amount = 0;
        if (t >= 0 && t < 0.4)
            amount = t / 0.4;
        else if (t >= 0.4 && t < 0.9)
            amount = 1;
        else if (t >= 0.9 && t < 1.3)
            amount = (1.3 - t) / 0.4;
        switch (action) {
            case Action::TurnLeft:
                person.now.yaw = degrees * amount;
                break;
            case Action::TurnRight:
                person.now.yaw = -degrees * amount;
                break;
            case Action::LookUp:
                person.now.pitch = degrees * amount;
                break;
            case Action::LookDown:
                person.now.pitch = -degrees * amount;
                break;
            case Action::Blink:
                break;
        }
    }

    // Runs to the verdict or for at most so many seconds of film, then ends the source.
    LivenessVerdict run(double seconds = 60) {
        std::optional<std::pair<Action, double>> doing;
        while (true) {
            const double time = std::chrono::duration<double>(person.time()).count();
            if (time > seconds) return session.sourceEnded();
            // An action goes on to its end although the prompt has gone.
            if (doing) act(doing->first, time - doing->second);
            always(time);
            const auto reading = person.next();
            const auto update = session.push(reading);
            hints.push_back(update.progress.hint);
            if (update.prompt && update.prompt->action) {
                prompts.push_back(*update.prompt->action);
                doing = {*update.prompt->action, std::chrono::duration<double>(reading.capturedAt).count()};
            }
            if (update.wantsEmbedding) {
                ++embeddingsAsked;
                session.pushEmbedding(face);
            }
            if (session.verdict()) return *session.verdict();
        }
    }
    [[nodiscard]] bool hinted(Hint hint) const {
        return std::find(hints.begin(), hints.end(), hint) != hints.end();
    }
};

}  // namespace countersign::test
