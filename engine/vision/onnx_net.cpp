#include "vision/onnx_net.h"

#include "vision/onnx_graph.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

cv::dnn::Net readNet(ByteView onnx) {
    auto net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(onnx.data()), onnx.size());
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    return net;
}

std::vector<int> shapeOf(const cv::Mat& blob) {
    return {blob.size.p, blob.size.p + blob.dims};
}

}  // namespace

Result<OnnxNet> OnnxNet::load(ByteView onnx, OnnxNetSpec spec) {
    OnnxNet net;
    net.m_spec = std::move(spec);
    if (net.m_spec.cutAt.empty() || !net.loadPieces(onnx)) {
        if (const auto whole = net.loadWhole(onnx); !whole) return failure(whole.error());
    }
    const auto results = net.runOnGrey();
    if (!results) return failure(vision::modelUnusable(net.m_spec.what, results.error().detail));
    for (std::size_t i = 0; i < net.m_spec.outputSizes.size(); ++i) {
        if (i >= results->size() || (*results)[i].total() != net.m_spec.outputSizes[i] ||
            (*results)[i].depth() != CV_32F) {
            return failure(vision::modelUnusable(net.m_spec.what, "its output has another shape"));
        }
    }
    return net;
}

Status OnnxNet::loadWhole(ByteView onnx) {
    m_pieces.clear();
    try {
        m_pieces.push_back(readNet(onnx));
        if (m_spec.outputs.empty()) m_spec.outputs = {m_pieces[0].getUnconnectedOutLayersNames().at(0)};
    } catch (const std::exception& error) {
        return failure(vision::modelUnusable(m_spec.what, error.what()));
    }
    return {};
}

// The shape that one piece hands to the next is found by running it.
Status OnnxNet::loadPieces(ByteView onnx) {
    const auto notCut = [&] { return failure(vision::modelUnusable(m_spec.what, "cannot be cut")); };
    const auto graph = OnnxGraph::parse(onnx);
    if (!graph) return notCut();
    std::vector<std::optional<OnnxGraph::Cut>> cuts{std::nullopt};
    for (const double share : m_spec.cutAt) {
        const auto cut = graph->cutNear(share);
        if (!cut || (cuts.back() && cut->node <= cuts.back()->node)) return notCut();
        cuts.push_back(cut);
    }
    cuts.emplace_back(std::nullopt);
    m_pieces.clear();
    try {
        cv::Mat between(m_spec.inputShape, CV_32F, cv::Scalar(0.5));
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            m_pieces.push_back(readNet(graph->piece(cuts[i], shapeOf(between), cuts[i + 1])));
            if (i + 2 == cuts.size()) break;
            m_pieces.back().setInput(between);
            between = m_pieces.back().forward().clone();
        }
        if (m_spec.outputs.empty()) m_spec.outputs = {m_pieces.back().getUnconnectedOutLayersNames().at(0)};
    } catch (const std::exception&) {
        return notCut();
    }
    return {};
}

Result<std::vector<cv::Mat>> OnnxNet::run(const cv::Mat& blob) {
    start(blob);
    for (;;) {
        auto results = advance();
        if (!results) return failure(results.error());
        if (results->has_value()) return std::move(**results);
    }
}

Result<std::vector<cv::Mat>> OnnxNet::runOnGrey() {
    return run(cv::Mat(m_spec.inputShape, CV_32F, cv::Scalar(0.5)));
}

// What goes wrong here will go wrong at the next frame too, and is told then.
void OnnxNet::forget() {
    (void)runOnGrey();
}

void OnnxNet::start(const cv::Mat& blob) {
    m_between = blob;
    m_next = 0;
}

Result<std::optional<std::vector<cv::Mat>>> OnnxNet::advance() {
    std::optional<std::vector<cv::Mat>> results;
    try {
        auto& piece = m_pieces.at(m_next);
        piece.setInput(m_between);
        if (++m_next < m_pieces.size()) {
            m_between = piece.forward();
        } else {
            piece.forward(results.emplace(), m_spec.outputs);
            m_between.release();
        }
    } catch (const std::exception& error) {
        return failure(vision::inferenceFailed(m_spec.what, error.what()));
    }
    return results;
}

cv::Mat toBlob(const cv::Mat& picture, double scale, double mean) {
    return cv::dnn::blobFromImage(picture, scale, cv::Size(), cv::Scalar::all(mean), false, false, CV_32F);
}

}  // namespace countersign
