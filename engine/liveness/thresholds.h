// The numbers by which liveness judges. Values live in resources/thresholds.json, each with its source; in the code
// are only counts of deviations and windows that belong to a formula. Loaded by enrolment/policy.h. Plain values;
// any thread.
#pragma once

#include "capture/frame.h"

namespace countersign {

// Logits are closedMinusOpen of the eye-state net, judged as a rise over the person's own open eye.
struct BlinkThresholds {
    double closeRise = 0;         // a closure begins above this rise ...
    double peakRise = 0;          // ... and counts only if it reaches this one
    double oneEyeRise = 0;        // one eye closed: its own rise reaches this ...
    double oneEyeShare = 0;       // ... while the other stays below this share of it
    double reopenShare = 0;       // the eye is open again below this share of the peak
    double opennessDrop = 0;      // the lid gap falls by at least this share where it can be measured
    double baselineQuantile = 0;  // of closedMinusOpen over the window: the open eye
    double opennessQuantile = 0;  // of the lid gap over the window
    FrameTime baselineWindow{0};
    FrameTime baselineMinimum{0};         // no judgement before this much has been seen
    FrameTime longestBlink{0};            // longer: a long closure, not a blink
    FrameTime justWindow{0};              // how far back "what the eye has just been like" reaches
    FrameTime justMinimum{0};             // and how much of it must have been seen
    FrameTime slowestInterval{0};         // between readings, median: slower ones show no lids
    double shutShare = 0;                 // of the deepest rise: as good as shut
    double surelyShutDrop = 0;            // a lid gap that falls by this share needs half of the net's rise
    double liftedFall = 0;                // logits by which a lifted lid is below the closure's peak
    double liftedGap = 0;                 // ... after the gap was down to this share ...
    FrameTime liftedWithin{0};            // ... this soon after the closure began
    double nearEyeYaw = 0;                // degrees to the camera beyond which the near eye alone is enough
    double turnedYaw = 0;                 // degrees to the camera beyond which eyes are not judged
    double turnedUp = 0, turnedDown = 0;  // degrees from neutral, head tipped back or lowered
    double eyesVisible = 0;               // EyeReading::visibility below it: cannot be judged
};

struct TurnThresholds {
    double onYaw = 0, offYaw = 0;  // degrees from the person's own neutral pose
    double onPitch = 0, offPitch = 0;
    FrameTime hold{0};      // beyond `on` for at least this long
    double unaskedYaw = 0;  // a turn nobody asked for counts against a person only from here on
    // Where nothing is asked (the check tool's `events`) only decided turns are told: talking heads sway.
    double eventOn = 0, eventOff = 0;
    FrameTime eventHold{0};
    double neutralYaw = 0;  // raw pose within which a frame can serve as the first neutral one
    FrameTime neutralWindow{0};
    double ownYaw = 0;        // personal offset of raw yaw, at most
    double steadyYaw = 0;     // degrees within which a head that keeps still stays
    double neutralDrift = 0;  // degrees a second by which neutral may follow a person looking straight
    FrameTime bridge{0};      // a gap in the readings shorter than this does not end a turn
};

struct FlatnessThresholds {
    double referenceYaw = 0;  // frames within it serve as reference
    int referenceFrames = 0;
    double decideYaw = 0;  // frames beyond it are judged by the nose's depth
    int decideFrames = 0;
    double residualYaw = 0;    // frames beyond it are judged by the residual too
    double flatResidual = 0;   // median residual below it: flat
    double roundResidual = 0;  // a head has at least this ...
    double flatDepth = 0;      // depth below it by twice its uncertainty: flat
    double headDepth = 0;      // ... and at least this depth
};

struct PassiveThresholds {
    double quantile = 0;      // of passiveLive over the scan
    double edgeQuantile = 0;  // of FaceReading::edges over the scan
    double suspect = 0;       // fused value at or below: a person must look
    double clear = 0;         // fused value at or above: speaks for a live person where depth is in doubt
    // Fused log odds = offset + netWeight * log odds of the net, at most netCap either way, + edgeWeight *
    // (edges from edgeFloor on, at most to edgeCap).
    double offset = 0, netWeight = 0, netCap = 0;
    double edgeWeight = 0, edgeFloor = 0, edgeCap = 0;
    double strongNet = 0;    // net at or below and ...
    double strongEdges = 0;  // ... edges at or above: refused
    int minimumFrames = 0;
};

struct ContinuityThresholds {
    double sameFace = 0;     // cosine between embeddings of one scan: below is doubtful ...
    int doubtsToRefuse = 0;  // ... and that many in a row are another person
    double embedYaw = 0;     // only frames this near the front are embedded
    FrameTime embedEvery{0};
    int leastEmbeddings = 0;  // before a verdict; the last ones are then taken faster
    FrameTime embedFaster{0};
    double jump = 0;               // movement of the face between readings, in face widths: a cut
    FrameTime lostAfter{0};        // face away longer: lost
    FrameTime secondFaceAfter{0};  // second face for longer: refused
    double secondFaceArea = 0;     // share of the first face's area from which a second one counts
    double secondFaceScore = 0;
};

struct PictureThresholds {
    double smallestEyeDistancePx = 0;
    double smallestFaceArea = 0, largestFaceArea = 0;
    double largestCentreOffset = 0;
    double darkest = 0, brightest = 0;
    double largestDarkShare = 0, largestBrightShare = 0;
    double largestSideLight = 0;
    double largestBackLight = 0;
    double leastSharpness = 0;
    double covered = 0;
    double facingYaw = 0, facingPitch = 0, facingRoll = 0;
    double eyesVisible = 0;
};

struct SessionThresholds {
    FrameTime settle{0};                    // looking straight ahead before the first pause
    double returnYaw = 0, returnPitch = 0;  // from neutral: looks straight ahead again
    FrameTime returnHold{0};
    FrameTime blinkApart{0};          // open eyes before a blink that answers
    FrameTime soonestChoice{0};       // one that begins sooner was not chosen for this prompt
    FrameTime soonest{0};             // an action that begins sooner after its prompt was not an answer to it
    FrameTime lateGrace{0};           // after the window: still seen, called late
    FrameTime patienceToSettle{0};    // from the first frame to a settled face
    FrameTime patienceToReturn{0};    // to look straight ahead again after an action
    FrameTime patienceBadPicture{0};  // a bad picture in the middle of the scan
    FrameTime hintAfter{0};  // a fault must last this long before it is shown, so that hints don't flicker
    double badShare = 0;     // share of bad frames in a window from which the picture is to blame
    double slowestFps = 0;
    int smallestWidth = 0, smallestHeight = 0;  // of the picture, either way up
};

// How frames may arrive. Repeats are exact: no picture of a sensor is equal to another to the bit.
struct CaptureThresholds {
    FrameTime frozenAfter{0};  // one picture of a face repeated for longer: it stands still
    FrameTime loopAfter{0};    // a picture of a face that was seen so long before: it was played again
    int loopFrames = 0;        // ... and so many of them are a loop
    double leastColour = 0;    // share of coloured places: below it the camera sees no colour
};

// Distances between the two landmark models' points, in eye distances, against the person's own.
struct CoverThresholds {
    double mouthTimes = 0, mouthMore = 0;  // grown by so much, both as factor and as sum ...
    double jawTimes = 0, jawMore = 0;      // ... at the mouth and at the jaw ...
    FrameTime hold{0};                     // ... for so long: covered
    int referenceFrames = 0;               // the person's own
    double frontYaw = 0;                   // degrees raw within which it is judged
};

struct LivenessThresholds {
    BlinkThresholds blink;
    TurnThresholds turn;
    FlatnessThresholds flatness;
    PassiveThresholds passive;
    ContinuityThresholds continuity;
    PictureThresholds picture;
    SessionThresholds session;
    CaptureThresholds capture;
    CoverThresholds cover;
};

}  // namespace countersign
