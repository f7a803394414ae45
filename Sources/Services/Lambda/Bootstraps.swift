/// The small programs that run handlers written for AWS Lambda.
///
/// Both speak on descriptor 3: `R` once the handler is loaded; then a request `ID TIMEOUT ARN LENGTH`
/// with that many bytes of event is answered by `O LENGTH` or `E LENGTH` with that many bytes of
/// result or error. Standard output and error belong to the function.
enum Bootstraps {
  /// Arguments: file, symbol (may be empty).
  static let python = #"""
    import importlib.util, json, os, sys, threading, time, traceback

    channel = os.fdopen(3, "r+b", buffering=0)
    os.set_inheritable(3, False)
    parent = os.getppid()

    def watch():
        while True:
            time.sleep(1)
            if os.getppid() != parent:
                os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

    def send(kind, data):
        view = memoryview(b"%s %d\n" % (kind, len(data)) + data)
        while view:
            view = view[channel.write(view):]

    def receive(count):
        parts = []
        while count:
            part = channel.read(count)
            if not part:
                os._exit(0)
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    class Fault(Exception):
        def __init__(self, kind, message, trace=()):
            self.kind, self.message, self.trace = kind, message, list(trace)

    class Identity:
        cognito_identity_id = None
        cognito_identity_pool_id = None

    class Context:
        def __init__(self, request, seconds, arn):
            self.aws_request_id, self.invoked_function_arn = request, arn
            self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
            self.function_version = "$LATEST"
            self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
            self.log_group_name = "/aws/lambda/" + self.function_name
            self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
            self.client_context, self.identity = None, Identity()
            self._end = time.monotonic() + seconds

        def get_remaining_time_in_millis(self):
            return max(0, int((self._end - time.monotonic()) * 1000))

        def log(self, message):
            sys.stdout.write(str(message))

    def frames(tb):
        return traceback.format_list([(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(tb)])

    def load(path, symbol):
        name = os.path.splitext(os.path.basename(path))[0]
        sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
        try:
            spec = importlib.util.spec_from_file_location(name, path)
            if spec is None or not os.path.exists(path):
                raise ImportError("No module named '%s'" % name)
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
        except ImportError as error:
            raise Fault("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (name, error))
        except SyntaxError as error:
            trace = ['  File "%s" Line %s\n    %s\n' % (error.filename, error.lineno, error.text)]
            raise Fault("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (name, error), trace)
        except Exception as error:
            raise Fault(type(error).__name__, str(error), frames(error.__traceback__)[2:])
        for candidate in [symbol] if symbol else ["handler", "lambda_handler"]:
            if hasattr(module, candidate):
                return getattr(module, candidate)
        raise Fault("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (symbol or "handler", name))

    def plain(value):
        if type(value).__name__ == "Decimal":
            return int(value) if value == value.to_integral_value() else float(value)
        raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)

    def marshal(result):
        if isinstance(result, (bytes, bytearray)):
            return bytes(result)
        try:
            return json.dumps(result, ensure_ascii=False, default=plain).encode()
        except Exception as error:
            raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error)

    def main():
        handler, fault = None, None
        try:
            handler = load(sys.argv[1], sys.argv[2])
        except Fault as error:
            fault = error
        send(b"R", b"")
        while True:
            line = bytearray()
            while not line.endswith(b"\n"):
                line += receive(1)
            request, seconds, arn, count = line.decode().split()
            event = receive(int(count))
            os.environ["_X_AMZN_TRACE_ID"] = "Root=1-" + request.replace("-", "")[:8] + "-" + request.replace("-", "")[8:]
            try:
                if fault:
                    raise fault
                try:
                    event = json.loads(event)
                except Exception as error:
                    raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error)
                kind, data = b"O", marshal(handler(event, Context(request, float(seconds), arn)))
            except Fault as error:
                kind, data = b"E", error_text(error.kind, error.message, request, error.trace)
            except Exception as error:
                kind, data = b"E", error_text(type(error).__name__, str(error), request, frames(error.__traceback__)[1:])
            sys.stdout.flush()
            sys.stderr.flush()
            send(kind, data)

    def error_text(kind, message, request, trace):
        return json.dumps({"errorMessage": message, "errorType": kind, "requestId": request, "stackTrace": trace}, ensure_ascii=False).encode()

    main()
    """#

  /// Arguments: file, symbol (may be empty).
  static let node = #"""
    const fs = require('fs'), path = require('path'), net = require('net'), url = require('url');
    const file = path.resolve(process.argv[1]), symbol = process.argv[2] || '';
    const channel = new net.Socket({ fd: 3, readable: true, writable: true });
    const stem = path.basename(file).replace(/\.[^.]*$/, '');
    class Fault extends Error {
      constructor(type, message) { super(message); this.name = type; this.stack = type + ': ' + message; }
    }
    function send(kind, text) {
      const data = Buffer.from(text);
      channel.write(Buffer.concat([Buffer.from(kind + ' ' + data.length + '\n'), data]));
    }
    function describe(error) {
      if (!(error instanceof Error)) {
        return { errorType: typeof error, errorMessage: String(error), trace: [] };
      }
      const own = {};
      for (const key of Object.keys(error)) if (!['name', 'message', 'stack'].includes(key)) own[key] = error[key];
      return { errorType: error.name || 'Error', errorMessage: error.message || '', ...own, trace: (error.stack || '').split('\n') };
    }
    async function load() {
      let module;
      try {
        const imported = () => import(url.pathToFileURL(file));
        try { module = file.endsWith('.mjs') ? await imported() : require(file); } catch (error) {
          if (!['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE'].includes(error.code)) throw error;
          module = await imported();
        }
      } catch (error) {
        if (error instanceof SyntaxError) throw new Fault('Runtime.UserCodeSyntaxError', 'SyntaxError: ' + error.message);
        if (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_MODULE_NOT_FOUND') throw new Fault('Runtime.ImportModuleError', 'Error: ' + error.message);
        throw error;
      }
      for (const name of symbol ? [symbol] : ['handler']) {
        const found = module[name] || (module.default && (typeof module.default === 'function' && name === 'handler' ? module.default : module.default[name]));
        if (typeof found === 'function') return found;
      }
      throw new Fault('Runtime.HandlerNotFound', stem + '.' + (symbol || 'handler') + ' is undefined or not exported');
    }
    function invoke(handler, event, request, seconds, arn) {
      const end = Date.now() + seconds * 1000;
      return new Promise((resolve, reject) => {
        const callback = (error, result) => (error === null || error === undefined ? resolve(result) : reject(error));
        const context = {
          awsRequestId: request, invokedFunctionArn: arn, functionVersion: '$LATEST',
          functionName: process.env.AWS_LAMBDA_FUNCTION_NAME, memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
          logGroupName: '/aws/lambda/' + process.env.AWS_LAMBDA_FUNCTION_NAME, logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
          callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
          done: callback, succeed: resolve, fail: reject,
        };
        const result = handler(event, context, callback);
        if (result && typeof result.then === 'function') result.then(resolve, reject);
        else if (result !== undefined && handler.length < 3) resolve(result);
        else if (handler.length < 2) resolve(null);
      });
    }
    let handler, fault, ready = false, buffer = Buffer.alloc(0), queue = Promise.resolve();
    const loading = load().then((found) => { handler = found; }, (error) => { fault = error; })
      .then(() => { send('R', ''); });
    async function answer(request, seconds, arn, text) {
      await loading;
      try {
        if (fault) throw fault;
        process.env._X_AMZN_TRACE_ID = 'Root=1-' + request.slice(0, 8) + '-' + request.replace(/-/g, '').slice(8);
        const result = await invoke(handler, JSON.parse(text), request, Number(seconds), arn);
        const output = JSON.stringify(result === undefined ? null : result);
        send('O', output === undefined ? 'null' : output);
      } catch (error) { send('E', JSON.stringify(describe(error))); }
    }
    channel.on('data', (data) => {
      buffer = Buffer.concat([buffer, data]);
      for (;;) {
        const line = buffer.indexOf(10);
        if (line < 0) return;
        const [request, seconds, arn, count] = buffer.subarray(0, line).toString().split(' ');
        if (buffer.length < line + 1 + Number(count)) return;
        const text = buffer.subarray(line + 1, line + 1 + Number(count)).toString();
        buffer = buffer.subarray(line + 1 + Number(count));
        queue = queue.then(() => answer(request, seconds, arn, text));
      }
    });
    channel.on('end', () => process.exit(0));
    channel.on('error', () => process.exit(0));
    process.on('uncaughtException', (error) => { console.error(error); process.exit(129); });
    process.on('unhandledRejection', (error) => { console.error(error); process.exit(128); });
    """#
}
