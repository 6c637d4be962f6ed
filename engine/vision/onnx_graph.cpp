#include "vision/onnx_graph.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace countersign {
namespace {

// Field numbers of onnx.proto.
constexpr std::uint64_t kModelGraph = 7;
constexpr std::uint64_t kGraphNode = 1, kGraphName = 2, kGraphWeight = 5, kGraphInput = 11, kGraphOutput = 12;
constexpr std::uint64_t kNodeInput = 1, kNodeOutput = 2, kNodeType = 4;
constexpr std::uint64_t kWeightName = 8, kValueName = 1;
constexpr std::uint64_t kVarint = 0, kLength = 2;  // wire types
constexpr std::uint8_t kFloat = 1;                 // element type

struct Field {
    std::uint64_t number = 0;
    std::uint64_t wire = 0;
    ByteView whole;    // with its tag
    ByteView payload;  // of a length-delimited field
};

std::optional<std::uint64_t> readVarint(ByteView bytes, std::size_t& at) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (at >= bytes.size()) return std::nullopt;
        const std::uint8_t byte = bytes[at++];
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if ((byte & 0x80U) == 0) return value;
    }
    return std::nullopt;
}

std::optional<std::vector<Field>> readFields(ByteView bytes) {
    std::vector<Field> fields;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t start = at;
        const auto tag = readVarint(bytes, at);
        if (!tag) return std::nullopt;
        Field field{*tag >> 3U, *tag & 7U, {}, {}};
        std::uint64_t length = 0;
        if (field.wire == kVarint) {
            if (!readVarint(bytes, at)) return std::nullopt;
        } else if (field.wire == kLength) {
            const auto given = readVarint(bytes, at);
            if (!given) return std::nullopt;
            length = *given;
        } else if (field.wire == 1 || field.wire == 5) {
            length = field.wire == 1 ? 8 : 4;
        } else {
            return std::nullopt;
        }
        if (length > bytes.size() - at) return std::nullopt;
        field.payload = bytes.subspan(at, length);
        at += length;
        field.whole = bytes.subspan(start, at - start);
        fields.push_back(field);
    }
    return fields;
}

std::string textOf(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

std::string nameIn(ByteView message, std::uint64_t field) {
    const auto fields = readFields(message);
    if (!fields) return {};
    for (const auto& one : *fields) {
        if (one.number == field && one.wire == kLength) return textOf(one.payload);
    }
    return {};
}

void putVarint(Bytes& out, std::uint64_t value) {
    while (value >= 0x80U) {
        out.push_back(static_cast<std::uint8_t>(value | 0x80U));
        value >>= 7U;
    }
    out.push_back(static_cast<std::uint8_t>(value));
}

void putMessage(Bytes& out, std::uint64_t number, ByteView payload) {
    putVarint(out, number << 3U | kLength);
    putVarint(out, payload.size());
    out.insert(out.end(), payload.begin(), payload.end());
}

void putText(Bytes& out, std::uint64_t number, const std::string& text) {
    putMessage(out, number, toBytes(text));
}

// A ValueInfoProto: name, float tensor, shape.
Bytes valueInfo(const std::string& name, const std::vector<int>& shape) {
    Bytes dimensions;
    for (const int size : shape) {
        Bytes dimension;
        putVarint(dimension, 1U << 3U | kVarint);
        putVarint(dimension, static_cast<std::uint64_t>(size));
        putMessage(dimensions, 1, dimension);
    }
    Bytes tensor;
    putVarint(tensor, 1U << 3U | kVarint);
    putVarint(tensor, kFloat);
    putMessage(tensor, 2, dimensions);  // OpenCV insists on a shape, even an empty one
    Bytes type;
    putMessage(type, 1, tensor);
    Bytes value;
    putText(value, kValueName, name);
    putMessage(value, 2, type);
    return value;
}

}  // namespace

std::optional<OnnxGraph> OnnxGraph::parse(ByteView onnx) {
    OnnxGraph graph;
    const auto model = readFields(onnx);
    if (!model) return std::nullopt;
    ByteView graphBytes;
    for (const auto& field : *model) {
        if (field.number == kModelGraph && field.wire == kLength) {
            graphBytes = field.payload;
        } else {
            graph.m_modelFields.push_back(field.whole);
        }
    }
    const auto fields = readFields(graphBytes);
    if (!fields) return std::nullopt;
    for (const auto& field : *fields) {
        if (field.wire != kLength) continue;
        if (field.number == kGraphNode) {
            const auto parts = readFields(field.payload);
            if (!parts) return std::nullopt;
            Node node;
            node.bytes = field.payload;
            for (const auto& part : *parts) {
                if (part.number == kNodeInput) node.inputs.push_back(textOf(part.payload));
                if (part.number == kNodeOutput) node.outputs.push_back(textOf(part.payload));
                if (part.number == kNodeType) node.constant = textOf(part.payload) == "Constant";
            }
            graph.m_nodes.push_back(std::move(node));
        }
        if (field.number == kGraphName) graph.m_graphName = textOf(field.payload);
        if (field.number == kGraphWeight)
            graph.m_weights.push_back({field.payload, nameIn(field.payload, kWeightName)});
        if (field.number == kGraphInput)
            graph.m_inputs.push_back({field.payload, nameIn(field.payload, kValueName)});
        if (field.number == kGraphOutput)
            graph.m_outputs.push_back({field.payload, nameIn(field.payload, kValueName)});
    }
    const auto isWeight = [&](const Named& input) {
        return std::any_of(graph.m_weights.begin(), graph.m_weights.end(),
                           [&](const Named& weight) { return weight.name == input.name; });
    };
    const auto real = std::count_if(graph.m_inputs.begin(), graph.m_inputs.end(),
                                    [&](const Named& input) { return !isWeight(input); });
    if (graph.m_nodes.empty() || graph.m_outputs.empty() || real != 1) return std::nullopt;
    graph.findCuts();
    return graph;
}

void OnnxGraph::findCuts() {
    std::map<std::string, std::size_t> lastUse;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        for (const auto& input : m_nodes[i].inputs) lastUse[input] = i;
    }
    for (const auto& output : m_outputs) lastUse[output.name] = m_nodes.size();
    std::set<std::string> passing;
    std::set<std::string> fixed;  // weights and constants go with every piece that uses them
    for (const auto& weight : m_weights) fixed.insert(weight.name);
    for (const auto& input : m_inputs) {
        if (!fixed.contains(input.name)) passing.insert(input.name);
    }
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        for (const auto& output : m_nodes[i].outputs) {
            if (!m_nodes[i].constant && lastUse.contains(output)) passing.insert(output);
        }
        std::erase_if(passing, [&](const std::string& name) { return lastUse[name] <= i; });
        if (passing.size() == 1 && i + 1 < m_nodes.size()) m_cuts.push_back({i + 1, *passing.begin()});
    }
}

std::optional<OnnxGraph::Cut> OnnxGraph::cutNear(double share) const {
    const double wanted = share * static_cast<double>(m_nodes.size());
    const auto nearest = std::min_element(m_cuts.begin(), m_cuts.end(), [&](const Cut& a, const Cut& b) {
        return std::abs(static_cast<double>(a.node) - wanted) <
               std::abs(static_cast<double>(b.node) - wanted);
    });
    if (nearest == m_cuts.end()) return std::nullopt;
    return *nearest;
}

Bytes OnnxGraph::piece(const std::optional<Cut>& begin, const std::vector<int>& inputShape,
                       const std::optional<Cut>& end) const {
    const std::size_t first = begin ? begin->node : 0;
    const std::size_t last = end ? end->node : m_nodes.size();
    std::set<std::string> used;
    for (std::size_t i = first; i < last; ++i)
        used.insert(m_nodes[i].inputs.begin(), m_nodes[i].inputs.end());
    Bytes graph;
    for (std::size_t i = 0; i < last; ++i) {
        const auto& node = m_nodes[i];
        const bool needed =
            i >= first || (node.constant && !node.outputs.empty() && used.contains(node.outputs[0]));
        if (needed) putMessage(graph, kGraphNode, node.bytes);
    }
    putText(graph, kGraphName, m_graphName);
    std::set<std::string> weights;
    for (const auto& weight : m_weights) {
        weights.insert(weight.name);
        if (used.contains(weight.name)) putMessage(graph, kGraphWeight, weight.bytes);
    }
    if (begin) putMessage(graph, kGraphInput, valueInfo(begin->tensor, inputShape));
    for (const auto& input : m_inputs) {
        const bool isWeight = weights.contains(input.name);
        if (isWeight ? used.contains(input.name) : !begin) putMessage(graph, kGraphInput, input.bytes);
    }
    if (end) {
        putMessage(graph, kGraphOutput, valueInfo(end->tensor, {}));
    } else {
        for (const auto& output : m_outputs) putMessage(graph, kGraphOutput, output.bytes);
    }
    Bytes model;
    for (const auto& field : m_modelFields) model.insert(model.end(), field.begin(), field.end());
    putMessage(model, kModelGraph, graph);
    return model;
}

}  // namespace countersign
