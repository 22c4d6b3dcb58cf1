"""Makes MiniLM's ONNX files for the peers of `make bench`, from the weights that setup-models.sh gets.

    minilm.py SAFETENSORS FOLDER

The graph is BERT's as exporters write it; then onnxruntime's own optimiser for transformers fuses it and its dynamic
quantisation makes int8 of it, so that the peers are as fast as they are anywhere. Written: FOLDER/model.onnx (as exported),
FOLDER/model_fused.onnx, FOLDER/model_quantized.onnx and FOLDER/model_fused_quantized.onnx (int8, one scale a column).
Each one's vectors are checked against the exported graph's.
"""

import json
import struct
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

LAYERS, HIDDEN, HEADS = 6, 384, 12


def tensors(path):
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    for name, entry in header.items():
        if entry["dtype"] == "F32":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            yield name, numpy.frombuffer(data[begin:end], "<f4").reshape(entry["shape"]).copy()


class Graph:
    """Nodes and initializers in the order in which they are called for; a value is its name."""

    def __init__(self, weights):
        self.weights, self.nodes, self.initializers = weights, [], {}

    def put(self, name, array):
        self.initializers.setdefault(name, numpy_helper.from_array(numpy.array(array, order="C"), name))
        return name

    def weight(self, name, transposed=False):
        array = self.weights[name]
        return self.put(name, array.T if transposed else array)

    def integers(self, *numbers):
        return self.put("int64_" + "_".join(map(str, numbers)), numpy.array(numbers, numpy.int64))

    def number(self, number):
        return self.put(f"float_{number}", numpy.array(number, numpy.float32))

    def node(self, kind, *inputs, **attributes):
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output

    def linear(self, value, name):
        product = self.node("MatMul", value, self.weight(f"{name}.weight", transposed=True))
        return self.node("Add", product, self.weight(f"{name}.bias"))

    def normed(self, value, name):
        weights = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", value, *weights, axis=-1, epsilon=1e-12)

    def embeddings(self):
        length = self.node("Gather", self.node("Shape", "input_ids"), self.put("one", numpy.array(1, numpy.int64)), axis=0)
        end = self.node("Unsqueeze", length, self.integers(0))
        positions = self.node(
            "Slice", self.put("positions", numpy.arange(512, dtype=numpy.int64)[None]),
            self.integers(0), end, self.integers(1), self.integers(1),
        )
        rows = lambda name, ids: self.node("Gather", self.weight(f"embeddings.{name}_embeddings.weight"), ids)
        both = self.node("Add", rows("word", "input_ids"), rows("token_type", "token_type_ids"))
        return self.normed(self.node("Add", both, rows("position", positions)), "embeddings.LayerNorm")

    def mask(self):
        wide = self.node("Unsqueeze", self.node("Unsqueeze", "attention_mask", self.integers(1)), self.integers(2))
        kept = self.node("Cast", wide, to=TensorProto.FLOAT)
        return self.node("Mul", self.node("Sub", self.number(1.0), kept), self.number(-10000.0))

    def attention(self, value, mask, name):
        def heads(which, order):
            flat = self.linear(value, f"{name}.self.{which}")
            parts = self.node("Reshape", flat, self.integers(0, 0, HEADS, HIDDEN // HEADS))
            return self.node("Transpose", parts, perm=order)

        query, key, values = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
        scores = self.node("Div", self.node("MatMul", query, key), self.number((HIDDEN / HEADS) ** 0.5))
        shares = self.node("Softmax", self.node("Add", scores, mask), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", shares, values), perm=[0, 2, 1, 3])
        joined = self.node("Reshape", mixed, self.integers(0, 0, HIDDEN))
        sum_ = self.node("Add", self.linear(joined, f"{name}.output.dense"), value)
        return self.normed(sum_, f"{name}.output.LayerNorm")

    def feed_forward(self, value, name):
        inner = self.linear(value, f"{name}.intermediate.dense")
        erf = self.node("Erf", self.node("Div", inner, self.number(2.0**0.5)))
        gelu = self.node("Mul", self.node("Mul", inner, self.node("Add", erf, self.number(1.0))), self.number(0.5))
        sum_ = self.node("Add", self.linear(gelu, f"{name}.output.dense"), value)
        return self.normed(sum_, f"{name}.output.LayerNorm")


def exported(weights):
    graph = Graph(weights)
    value, mask = graph.embeddings(), graph.mask()
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        value = graph.feed_forward(graph.attention(value, mask, f"{name}.attention"), name)
    graph.nodes[-1].output[0] = "last_hidden_state"
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "sequence", HIDDEN])
    made = helper.make_graph(graph.nodes, "minilm-l6", inputs, [output], list(graph.initializers.values()))
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def vectors(path, ids):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    mask = (ids != 0).astype(numpy.int64)
    feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
    hidden = session.run(None, {one.name: feeds[one.name] for one in session.get_inputs()})[0]
    mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / numpy.linalg.norm(mean, axis=1, keepdims=True)


def main(safetensors, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    plain, fused = folder / "model.onnx", folder / "model_fused.onnx"
    onnx.save(exported(dict(tensors(safetensors))), plain)
    optimised = optimize_model(str(plain), "bert", num_heads=HEADS, hidden_size=HIDDEN, opt_level=0)
    optimised.save_model_to_file(str(fused))
    print(optimised.get_fused_operator_statistics())
    for path in (plain, fused):
        quantised = path.with_name(f"{path.stem}_quantized.onnx")
        known = {"DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(path, quantised, weight_type=QuantType.QInt8, per_channel=True, extra_options=known)
    # [CLS], some words, [SEP]; the second text is shorter.
    ids = numpy.array([[101, 7592, 2088, 1996, 4248, 2829, 4419, 102], [101, 18399, 2003, 1037, 102, 0, 0, 0]], numpy.int64)
    reference = vectors(plain, ids)
    for path in sorted(folder.glob("*.onnx")):
        cosines = (vectors(path, ids) * reference).sum(1)
        print(path.name, path.stat().st_size, cosines)
        if cosines.min() < (0.98 if "quantized" in path.name else 0.99999):
            sys.exit(f"{path} gives other vectors than the exported graph")


if __name__ == "__main__":
    main(*sys.argv[1:])
