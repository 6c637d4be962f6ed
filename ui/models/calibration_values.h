// What the calibration bench shows: a set of labelled pictures, how far a run is, error rates by group. Plain
// values; any thread.
#pragma once

#include <QPointF>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <vector>

namespace countersign::ui {

struct BenchSet {
    QString path;  // of the list or folder
    int pictures = 0;
    int people = 0;          // 0: a list of pairs, which names none
    std::int64_t pairs = 0;  // listed, or all there are between the pictures
    QStringList groups;      // empty: none are named
    bool goesOn = false;     // numbers of an earlier, stopped run are there
};

struct BenchProgress {
    int done = 0, all = 0, failed = 0;
    std::optional<int> secondsLeft;  // empty: too early to tell
};

struct BenchRate {
    std::int64_t errors = 0, of = 0;
    double low = 0, high = 1;  // 95 % limits
};

struct BenchGroup {
    QString name;  // empty: all pairs
    std::int64_t genuine = 0, impostor = 0;
    BenchRate falseMatch, falseNonMatch;  // of "same"
    BenchRate review;                     // genuine pairs between the bands, which go to a person
    std::vector<QPointF> curve;           // x false match rate, y false non-match rate
    std::optional<QPointF> mark;          // where "same" lies on it
};

struct BenchBands {
    double same = 0, unsure = 0;
};

struct BenchTargets {
    double falseMatch = 1e-4;     // most impostor pairs called "same", in every group
    double falseNonMatch = 0.01;  // most genuine pairs called "different", in every group
};

enum class BandsShown { Proposed = 1, InForce };

struct BenchResult {
    int pictures = 0, failed = 0;
    std::vector<BenchGroup> groups;      // all pairs first
    BenchBands inForce;                  // shipped with the models
    std::optional<BenchBands> proposed;  // what the policy would hold: never looser than in force
    QString sameFrom, unsureFrom;        // the group that set it; empty: the one in force is stricter already
    double sameFound = 0;                // before it was held against the one in force
    QString problem;                     // why there is no proposal
    bool likelihood = false;             // enough pairs to say what a likeness means
};

struct PolicyExport {
    QString keyFile;    // the operator's signing key
    QString soFarFile;  // the policy to go on from; empty: none
    std::uint32_t version = 0;
    QString file;  // written
};

}  // namespace countersign::ui
