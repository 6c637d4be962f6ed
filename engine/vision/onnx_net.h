// One ONNX network in OpenCV: shapes are checked and exceptions end here. It may be cut into pieces that are
// run one after the other, a piece a frame, so that no single frame is slow. One thread at a time.
#pragma once

#include <opencv2/dnn.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/secret.h"

namespace countersign {

struct OnnxNetSpec {
    std::string what;  // for messages, "face detection"
    std::vector<int> inputShape;
    std::vector<std::string> outputs;      // empty: the only one
    std::vector<std::size_t> outputSizes;  // numbers in each
    std::vector<double>
        cutAt;  // shares of the graph's nodes, rising; a graph that has no such cuts stays whole
};

class OnnxNet {
  public:
    // Runs once on grey to allocate and to check the outputs. Error: ModelUnusable.
    [[nodiscard]] static Result<OnnxNet> load(ByteView onnx, OnnxNetSpec spec);

    // `blob`: CV_32F of the input shape. The results stay valid until the next call. Drops a run that was
    // started. Error: InferenceFailed.
    [[nodiscard]] Result<std::vector<cv::Mat>> run(const cv::Mat& blob);

    // The same piece by piece: start, then advance until it gives the results.
    void start(const cv::Mat& blob);
    [[nodiscard]] Result<std::optional<std::vector<cv::Mat>>> advance();
    // A net keeps what it was last given and what it made of it, until it is given something else. Afterwards
    // that is grey.
    void forget();
    [[nodiscard]] std::size_t pieces() const { return m_pieces.size(); }

  private:
    [[nodiscard]] Result<std::vector<cv::Mat>> runOnGrey();
    [[nodiscard]] Status loadPieces(ByteView onnx);
    [[nodiscard]] Status loadWhole(ByteView onnx);

    OnnxNetSpec m_spec;
    std::vector<cv::dnn::Net> m_pieces;
    cv::Mat m_between;       // what the last piece handed on
    std::size_t m_next = 0;  // piece to run
};

// Grey or BGR 8-bit picture as 1xCxHxW floats (x - mean) * scale.
[[nodiscard]] cv::Mat toBlob(const cv::Mat& picture, double scale, double mean);

}  // namespace countersign
