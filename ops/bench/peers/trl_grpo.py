"""TRL's GRPO on the arithmetic task, from a checkpoint that Errata loads too; prints its accuracy over wall time as
JSON.

Measuring is outside the clock, as it is in `ops/errata experiment`. Needs torch, transformers, trl and datasets.
"""

import argparse
import json
import os
import pathlib
import re
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("policy", type=pathlib.Path, help="folder of the start policy, for example ops/models/start-policy")
parser.add_argument("training", type=pathlib.Path, help="training questions: 'ops/errata questions make --set training'")
parser.add_argument("held_out", type=pathlib.Path, help="questions to measure on, as JSON lines")
parser.add_argument("--minutes", type=float, default=5, help="minutes of training (default: %(default)s)")
parser.add_argument("--learning-rate", type=float, default=2e-4, help="its peak, constant after warm-up (default: %(default)s)")
parser.add_argument("--generations", type=int, default=8, help="answers to a question (default: %(default)s)")
parser.add_argument("--batch", type=int, default=64, help="answers of an optimizer step (default: %(default)s)")
parser.add_argument("--points", type=int, default=9, help="measurements, the first and the last among them (default: %(default)s)")
parser.add_argument("--threads", type=int, default=2, help="threads of one tensor operation (default: %(default)s)")
parser.add_argument("--seed", type=int, default=1, help="seed of order and sampling (default: %(default)s)")
chosen = parser.parse_args()

os.environ["OMP_NUM_THREADS"] = str(chosen.threads)
import torch  # noqa: E402
from datasets import Dataset  # noqa: E402
from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback  # noqa: E402
from trl import GRPOConfig, GRPOTrainer  # noqa: E402

MOST_TOKENS = 56
torch.set_num_threads(chosen.threads)


def questions(file):
    return [json.loads(line) for line in file.read_text().splitlines() if line.strip()]


def right(text, gold):
    """The judge's rule for this task: the number behind the answer mark."""
    found = re.search(r"####(-?\d+)$", text)
    return found is not None and int(found.group(1)) == int(gold)


tokenizer = AutoTokenizer.from_pretrained(chosen.policy, padding_side="left")
template = json.loads((chosen.policy / "errata.json").read_text())["prompt_template"]


def prompt(question):
    return tokenizer.bos_token + template.replace("{question}", question["text"])


@torch.inference_mode()
def accuracy(model, asked, batch=256):
    model.eval()
    count = 0
    for begin in range(0, len(asked), batch):
        part = asked[begin : begin + batch]
        read = tokenizer([prompt(one) for one in part], return_tensors="pt", padding=True, add_special_tokens=False)
        written = model.generate(
            input_ids=read["input_ids"],
            attention_mask=read["attention_mask"],
            do_sample=False,
            max_new_tokens=MOST_TOKENS,
            pad_token_id=tokenizer.pad_token_id,
        )
        texts = tokenizer.batch_decode(written[:, read["input_ids"].size(1) :], skip_special_tokens=True)
        count += sum(right(text, one["gold"]) for text, one in zip(texts, part))
    model.train()
    return count / len(asked)


def reward(completions, gold, **_):
    return [1.0 if right(text, answer) else 0.0 for text, answer in zip(completions, gold)]


class Clock(TrainerCallback):
    """Measures at even distances and ends the training in time; the clock stands while it measures."""

    def __init__(self, held_out):
        self.held_out = held_out
        self.curve = []
        self.spent = 0.0
        self.since = None

    def measure(self, model, step):
        share = accuracy(model, self.held_out)
        self.curve.append({"minutes": self.spent / 60, "step": step, "accuracy": share})
        print(f"{self.spent / 60:.2f} min  step {step}  accuracy {share:.4f}", file=sys.stderr, flush=True)

    def on_train_begin(self, args, state, control, model=None, **_):
        self.measure(model, 0)
        self.since = time.perf_counter()

    def on_step_end(self, args, state, control, model=None, **_):
        now = time.perf_counter()
        self.spent += now - self.since
        done = self.spent >= 60 * chosen.minutes
        if done or self.spent >= 60 * chosen.minutes * len(self.curve) / (chosen.points - 1):
            self.measure(model, state.global_step)
        control.should_training_stop = done
        self.since = time.perf_counter()


clock = Clock(questions(chosen.held_out))
data = Dataset.from_list([{"prompt": prompt(one), "gold": one["gold"]} for one in questions(chosen.training)])
model = AutoModelForCausalLM.from_pretrained(chosen.policy, dtype=torch.float32)
with tempfile.TemporaryDirectory(prefix="errata-trl-") as scratch:
    config = GRPOConfig(
        output_dir=scratch,
        use_cpu=True,
        bf16=False,
        seed=chosen.seed,
        learning_rate=chosen.learning_rate,
        lr_scheduler_type="constant_with_warmup",
        warmup_steps=20,
        adam_beta2=0.98,
        max_grad_norm=1.0,
        per_device_train_batch_size=chosen.batch,
        num_generations=chosen.generations,
        max_completion_length=MOST_TOKENS,
        temperature=1.0,
        beta=0.0,
        gradient_checkpointing=False,
        max_steps=1_000_000,
        save_strategy="no",
        logging_strategy="no",
        report_to="none",
        disable_tqdm=True,
        dataloader_num_workers=0,
    )
    trainer = GRPOTrainer(
        model=model, reward_funcs=reward, args=config, train_dataset=data, processing_class=tokenizer, callbacks=[clock]
    )
    trainer.train()
print(
    json.dumps(
        {
            "peer": "trl",
            "learning_rate": chosen.learning_rate,
            "generations": chosen.generations,
            "batch": chosen.batch,
            "seed": chosen.seed,
            "minutes": clock.spent / 60,
            "steps": trainer.state.global_step,
            "curve": clock.curve,
        }
    )
)
