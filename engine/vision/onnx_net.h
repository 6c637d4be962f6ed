// One ONNX network in OpenCV: shapes are checked and exceptions end here. One thread at a time.
#pragma once

#include <opencv2/dnn.hpp>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/secret.h"

namespace countersign {

class OnnxNet {
  public:
    // `what`: for messages, "face detection". Runs once on grey to allocate and to check that the outputs
    // named in `outputs` (empty: the only one) have `outputSizes` numbers each. Error: ModelUnusable.
    [[nodiscard]] static Result<OnnxNet> load(ByteView onnx, std::string what,
                                              const std::vector<int>& inputShape,
                                              std::vector<std::string> outputs,
                                              const std::vector<std::size_t>& outputSizes);

    // `blob`: CV_32F of the input shape. The results stay valid until the next call. Error: InferenceFailed.
    [[nodiscard]] Result<std::vector<cv::Mat>> run(const cv::Mat& blob);

  private:
    cv::dnn::Net m_net;
    std::string m_what;
    std::vector<std::string> m_outputs;
};

// Grey or BGR 8-bit picture as 1xCxHxW floats (x - mean) * scale.
[[nodiscard]] cv::Mat toBlob(const cv::Mat& picture, double scale, double mean);

}  // namespace countersign
