#include "vision/onnx_net.h"

#include "vision/vision_errors.h"

namespace countersign {

Result<OnnxNet> OnnxNet::load(ByteView onnx, std::string what, const std::vector<int>& inputShape,
                              std::vector<std::string> outputs, const std::vector<std::size_t>& outputSizes) {
    OnnxNet net;
    net.m_what = std::move(what);
    net.m_outputs = std::move(outputs);
    try {
        net.m_net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(onnx.data()), onnx.size());
        net.m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        net.m_net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        if (net.m_outputs.empty()) net.m_outputs = {net.m_net.getUnconnectedOutLayersNames().at(0)};
    } catch (const std::exception& error) {
        return failure(vision::modelUnusable(net.m_what, error.what()));
    }
    const auto results = net.run(cv::Mat(inputShape, CV_32F, cv::Scalar(0.5)));
    if (!results) return failure(vision::modelUnusable(net.m_what, results.error().detail));
    for (std::size_t i = 0; i < outputSizes.size(); ++i) {
        if (i >= results->size() || (*results)[i].total() != outputSizes[i] ||
            (*results)[i].depth() != CV_32F) {
            return failure(vision::modelUnusable(net.m_what, "its output has another shape"));
        }
    }
    return net;
}

Result<std::vector<cv::Mat>> OnnxNet::run(const cv::Mat& blob) {
    std::vector<cv::Mat> results;
    try {
        m_net.setInput(blob);
        m_net.forward(results, m_outputs);
    } catch (const std::exception& error) {
        return failure(vision::inferenceFailed(m_what, error.what()));
    }
    return results;
}

cv::Mat toBlob(const cv::Mat& picture, double scale, double mean) {
    return cv::dnn::blobFromImage(picture, scale, cv::Size(), cv::Scalar::all(mean), false, false, CV_32F);
}

}  // namespace countersign
