#!/usr/bin/env python3
"""Strip a botocore package's service models to facts: no documentation, only the operations Evenkeel knows.

    pip install botocore && ./trim.py

Writes one JSON file per service beside this script, one line per operation and per shape, so that a newer
model is a readable diff. See NOTICE for the origin of the facts.
"""
import glob, gzip, json, os
import botocore

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(os.path.dirname(botocore.__file__), "data")
SERVICES = {"elbv2": "Elbv2", "elb": "Elb", "autoscaling": "AutoScaling", "ec2": "Ec2", "cloudwatch": "CloudWatch", "sts": "Sts",
            "acm": "Acm", "iam": "Iam", "arc-zonal-shift": "ZonalShift"}
# What a service is called here, where its own name is none for a package.
NAMES = {"arc-zonal-shift": "zonalshift"}
SUBSETS = {service: open(os.path.join(HERE, NAMES.get(service, service) + "-operations.txt")).read().split()
           for service in ("acm", "ec2", "iam", "arc-zonal-shift")}
METADATA = ["apiVersion", "endpointPrefix", "serviceId", "xmlNamespace", "targetPrefix", "jsonVersion", "protocols"]
OPERATION = ["name", "input", "output", "errors"]
SHAPE = ["type", "required", "members", "member", "key", "value", "flattened", "min", "max", "pattern", "enum", "error",
         "exception", "union", "timestampFormat", "sparse", "sensitive"]
MEMBER = ["shape", "locationName", "queryName", "flattened", "resultWrapper", "timestampFormat"]
# Only REST protocols spread a structure over method, path, query, headers and body.
REST = {"OPERATION": ["http"], "SHAPE": ["payload", "xmlNamespace", "locationName"],
        "MEMBER": ["location", "xmlAttribute", "xmlNamespace"]}


def load(service):
    path = sorted(glob.glob(os.path.join(DATA, service, "*", "service-2.json*")))[-1]
    return json.load(gzip.open(path) if path.endswith("gz") else open(path))


def pick(source, keys):
    return {key: source[key] for key in keys if key in source}


def references(shape):
    return list(shape.get("members", {}).values()) + [shape[key] for key in ("member", "key", "value") if key in shape]


def trimmed_shape(shape, rest):
    member_keys = MEMBER + (REST["MEMBER"] if rest else [])
    result = pick(shape, SHAPE + (REST["SHAPE"] if rest else []))
    for key in ("member", "key", "value"):
        if key in result:
            result[key] = pick(result[key], MEMBER)
    if "members" in result:
        result["members"] = {name: pick(member, member_keys) for name, member in result["members"].items()}
    return result


def trimmed_operation(operation, rest):
    result = pick(operation, OPERATION + (REST["OPERATION"] if rest else []))
    for key in ("input", "output"):
        if key in result:
            result[key] = pick(result[key], MEMBER)
    result["errors"] = [error["shape"] for error in result.get("errors", [])]
    return result


def namespace(model):
    """REST models name their documents' namespace at inputs only; the service uses one for all."""
    inputs = [operation.get("input", {}) for operation in model["operations"].values()]
    uris = sorted({shape["xmlNamespace"]["uri"] for shape in inputs if "xmlNamespace" in shape})
    return {"xmlNamespace": uris[0]} if len(uris) == 1 else {}


def reached(shapes, roots):
    seen, todo = set(), list(roots)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += [reference["shape"] for reference in references(shapes[name])]
    return seen


def lines(items):
    return ",\n".join("  %s: %s" % (json.dumps(name), json.dumps(value, separators=(", ", ": "))) for name, value in items)


def trim(service, prefix):
    model = load(service)
    names = SUBSETS.get(service, model["operations"].keys())
    rest = any(protocol.startswith("rest-") for protocol in model["metadata"]["protocols"])
    operations = {name: trimmed_operation(model["operations"][name], rest) for name in sorted(names)}
    roots = [o[key]["shape"] for o in operations.values() for key in ("input", "output") if key in o]
    roots += [error for o in operations.values() for error in o["errors"]]
    shapes = {name: trimmed_shape(model["shapes"][name], rest) for name in sorted(reached(model["shapes"], roots))}
    name = NAMES.get(service, service)
    metadata = namespace(model) | pick(model["metadata"], METADATA) | {"name": name, "prefix": prefix}
    with open(os.path.join(HERE, name + ".json"), "w") as out:
        out.write('{\n"metadata": %s,\n"operations": {\n%s\n},\n"shapes": {\n%s\n}\n}\n'
                  % (json.dumps(metadata), lines(operations.items()), lines(shapes.items())))
    print("%-12s %3d operations %4d shapes" % (service, len(operations), len(shapes)))


for service, prefix in SERVICES.items():
    trim(service, prefix)
